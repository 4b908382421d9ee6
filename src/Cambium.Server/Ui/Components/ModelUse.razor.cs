using Cambium.Data;
using Cambium.Learn;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>How a model is asked: what it reads, what it gives, a line that scores a row.</summary>
public partial class ModelUse
{
    /// <summary>Levels of a category that are listed.</summary>
    const int MostLevels = 12;

    /// <summary>The model.</summary>
    [Parameter]
    [EditorRequired]
    public required Model Loaded { get; set; }

    /// <summary>What it learned from; null where that is not known.</summary>
    [Parameter]
    [EditorRequired]
    public required Profile? Profile { get; set; }

    /// <summary>A command that scores a row.</summary>
    [Parameter]
    [EditorRequired]
    public required string Curl { get; set; }

    /// <summary>Whether the command reads a token from the environment.</summary>
    [Parameter]
    [EditorRequired]
    public required bool NeedsToken { get; set; }

    /// <summary>How the scoring address names it.</summary>
    [Parameter]
    [EditorRequired]
    public required string Reference { get; set; }

    /// <summary>Its address in the Open Inference Protocol.</summary>
    [Parameter]
    [EditorRequired]
    public required string InferUrl { get; set; }

    /// <summary>The levels of a category, or the range of the numbers that the model learned from.</summary>
    string ValuesOf(Field field)
    {
        if (field.Levels.Count > 0)
        {
            var more = field.Levels.Count > MostLevels ? $" and {field.Levels.Count - MostLevels} more" : "";
            return string.Join(", ", field.Levels.Take(MostLevels)) + more;
        }

        var isNumber = field.Type is ColumnType.Float64 or ColumnType.Int64;
        return isNumber && Profile?.Columns.FirstOrDefault(column => column.Name == field.Name) is { Quantiles.Count: 5 } column
            ? $"{Numbers.Significant(column.Quantiles[0])} … {Numbers.Significant(column.Quantiles[4])}"
            : "";
    }
}
