using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What learners by stochastic gradients know, one plane a score.</summary>
/// <param name="Planes">The planes, with all that they need to go on learning; settled.</param>
/// <param name="Epochs">The most passes that a plane took.</param>
/// <param name="Converged">Whether the loss of all planes stopped falling before the passes ran out.</param>
/// <param name="Means">The training rows', where they are known; of a model that learned on, those of all of them.</param>
sealed record SgdState(SgdPlane[] Planes, int Epochs, bool Converged, TrainingMeans? Means)
{
    /// <summary>scores × p, row-major.</summary>
    internal double[] Coefficients { get; } = [.. Planes.SelectMany(plane => plane.Answer)];

    /// <summary>One a score.</summary>
    internal double[] Intercepts { get; } = [.. Planes.Select(plane => plane.AnswerIntercept)];

    /// <summary>This, learned on from before: the means are those of the rows of both.</summary>
    internal SgdState After(SgdState before) => this with { Means = TrainingMeans.Together(before.Means, Means) };

    internal void Write(ModelWriter writer)
    {
        writer.Array("vectors", [.. Planes.SelectMany(plane => plane.Vector)]);
        writer.Array("sums", [.. Planes.SelectMany(plane => plane.Rest)]);
        writer.Array("paid", [.. Planes.SelectMany(plane => plane.Paid)]);
        writer.Array("numbers", [.. Planes.SelectMany(plane => plane.Numbers)]);
        Means?.Write(writer);
        writer.Value("epochs", Epochs);
        writer.Value("converged", Converged);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">It is not there, of another size, or not finite.</exception>
    internal static SgdState Read(ModelReader reader, ModelHeader header, int scores, SgdSettings settings)
    {
        var p = WideFeatures.Count(header.Input);
        var count = LinearNumbers.Count(header, scores);
        var vectors = reader.Finite("vectors", count);
        var sums = reader.Finite("sums", settings.AverageFrom > 0 ? count : 0);
        var paid = reader.Finite("paid", settings.L1Share > 0 && settings.Penalty > 0 ? count : 0);
        var numbers = reader.Finite("numbers", scores * SgdPlane.NumberCount);
        var planes = new SgdPlane[scores];
        for (var score = 0; score < scores; score++)
        {
            planes[score] = new SgdPlane(
                Part(vectors, score, p), Part(sums, score, p), Part(paid, score, p), Part(numbers, score, SgdPlane.NumberCount));
        }

        var state = new SgdState(planes, reader.Value<int>("epochs"), reader.Value<bool>("converged"), TrainingMeans.Read(header, reader));
        return planes.All(plane => plane.IsPlausible) && AllFinite.Of(state.Coefficients) && AllFinite.Of(state.Intercepts)
            ? state
            : throw new ModelFormatException("weights.safetensors: 'numbers' does not fit a plane that has learned. The file is damaged; save the model again.");
    }

    /// <summary>The number of planes that a classifier of saved classes has.</summary>
    /// <exception cref="ModelFormatException">There is one class only.</exception>
    internal static int Scores(ModelHeader header) => header.Classes.Count switch
    {
        1 => throw new ModelFormatException("model.json: a classifier by planes has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again."),
        2 => 1,
        var k => k,
    };

    static double[] Part(double[] all, int score, int length) => all.Length == 0 ? [] : all[(score * length)..((score + 1) * length)];
}
