using System.Text.Json;
using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The functions of an <see cref="OwnStep"/>, by the name that they are saved by.</summary>
[JsonConverter(typeof(StepFunctionConverter))]
public abstract class StepFunction
{
    private protected StepFunction(string name, string settings) => (Name, Settings) = (name, settings);

    /// <summary>The name that the step is saved by.</summary>
    public string Name { get; }

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;

    /// <summary>A function that leaves tables as they are.</summary>
    internal static StepFunction Same { get; } = new StepFunction<bool>("same", "", _ => true, (rows, _) => rows);

    /// <summary>The settings of the record that the functions belong to, as JSON; blank where there is none.</summary>
    internal string Settings { get; }

    /// <summary>Whether this program has the functions.</summary>
    internal virtual bool IsKnown => true;

    internal abstract LearnedState Learn(Table features);

    internal abstract LearnedState Read(string json);

    /// <summary>The changed rows.</summary>
    /// <exception cref="TableException">They are more or fewer than those given.</exception>
    internal Table Change(Table rows, object state)
    {
        var changed = ChangeAny(rows, state);
        return changed?.RowCount == rows.RowCount
            ? changed
            : throw new TableException($"The step '{Name}' made {(changed is null ? "no table" : $"{changed.RowCount} rows")} of {rows.RowCount}; a step must give as many rows as it takes, in their order.");
    }

    internal static string SettingsOf(object step) => JsonSerializer.Serialize(step, step.GetType(), StateJson);

    private protected abstract Table ChangeAny(Table rows, object state);

    private protected static JsonSerializerOptions StateJson { get; } = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, IncludeFields = true };
}
