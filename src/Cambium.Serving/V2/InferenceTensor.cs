using Cambium.Data;

namespace Cambium.Serving;

/// <summary>A named array of an inference request or answer.</summary>
public sealed record InferenceTensor
{
    /// <summary>Its name; that of a column, for an input.</summary>
    public required string Name { get; init; }

    /// <summary>The type of its items.</summary>
    public required TensorType Datatype { get; init; }

    /// <summary>Its extents. An input is [n] or [n, 1]; "probabilities" is [n, k], "shap_values" [n, p] or [n, k, p].</summary>
    public required EquatableArray<long> Shape { get; init; }

    /// <summary>
    /// Its items, row-major, as many as the product of <see cref="Shape"/>: truths for BOOL, whole numbers for the INT and UINT types, numbers for FP32 and FP64,
    /// categories for BYTES. A missing item is null on the wire.
    /// </summary>
    public required Column Data { get; init; }

    /// <summary>What else is said of it, by name; for "probabilities" the class of each column: class_0, class_1 and so on; for "shap_values" method, scale, output_0, column_0 and so
    /// on. Default none.</summary>
    public EquatableArray<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>What is said of it in numbers, by name; for "shap_values" the base value of each output: base_value_0 and so on. Default none.</summary>
    public EquatableArray<KeyValuePair<string, double>> NumericParameters { get; init; } = [];
}
