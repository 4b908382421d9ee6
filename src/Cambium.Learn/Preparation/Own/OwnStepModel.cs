using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted step of your own.</summary>
public sealed class OwnStepModel : TransformModel
{
    readonly LearnedState _learned;
    readonly EquatableArray<string> _inputs;
    readonly EquatableArray<string> _outputs;

    internal OwnStepModel(OwnStep recipe, LearnedState learned, EquatableArray<string> inputs, EquatableArray<string> outputs)
    {
        Recipe = recipe;
        (_learned, _inputs, _outputs) = (learned, inputs, outputs);
    }

    /// <inheritdoc/>
    public override OwnStep Recipe { get; }

    /// <summary>What the step learned, as JSON.</summary>
    public string State => _learned.Json;

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Recipe.Function.Change(rows, _learned.State);
    }

    internal override IEnumerable<MadeColumn> Made => _outputs.Where(name => _inputs.IndexOf(name) < 0).Select(name => new MadeColumn(name, _inputs));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("settings", Recipe.Function.Settings);
        writer.Value("state", _learned.Json);
        writer.Value("inputs", _inputs);
        writer.Value("outputs", _outputs);
    }

    internal static OwnStepModel Read(OwnStep recipe, ModelReader reader)
    {
        var function = recipe.Function;
        if (!function.IsKnown)
        {
            throw new ModelFormatException(
                $"the model holds a step '{function.Name}', which is of the own making of the program that saved it, and this program does not know it; a saved model holds no code. " +
                $"Load it with new LoadOptions {{ Steps = [...] }} in a program that has the step.");
        }

        var settings = reader.Value<string>("settings");
        if (settings != function.Settings)
        {
            throw new ModelFormatException(
                $"the step '{function.Name}' was saved with the settings {Shown(settings)}, but the one that LoadOptions gives has {Shown(function.Settings)}. Give it the same settings.");
        }

        try
        {
            return new OwnStepModel(recipe, function.Read(reader.Value<string>("state")), reader.Value<EquatableArray<string>>("inputs"), reader.Value<EquatableArray<string>>("outputs"));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new ModelFormatException($"model.json: what the step '{function.Name}' learned cannot be read: {e.Message} {MadeColumns.Advice}", e);
        }
    }

    static string Shown(string settings) => settings.Length == 0 ? "(none)" : settings;
}
