using Cambium.Data;

namespace Cambium.Serving;

/// <summary>A request of the Open Inference Protocol, version 2 (REST): named tensors in, a tensor a column.</summary>
public sealed record InferenceRequest
{
    /// <summary>A name for the request that the answer repeats. Default null: none.</summary>
    public string? Id { get; init; }

    /// <summary>The inputs, in any order.</summary>
    public required EquatableArray<InferenceTensor> Inputs { get; init; }

    /// <summary>The outputs wanted, by name. Default none, which means all.</summary>
    public EquatableArray<string> Outputs { get; init; } = [];

    /// <summary>Whether SHAP values are wanted with the answers ("parameters": {"explain": true}). Default false.</summary>
    public bool Explain { get; init; }

    /// <summary>Reads a request from its JSON; fields that the protocol does not know are ignored.</summary>
    /// <param name="utf8">The body, at most <see cref="RequestLimits.MaxBodyBytes"/> long.</param>
    /// <exception cref="RequestException">The body is no such request; the message tells every problem.</exception>
    public static InferenceRequest Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = RequestJson.Parse(utf8);
        return InferenceRequestReader.Read(document.RootElement);
    }
}
