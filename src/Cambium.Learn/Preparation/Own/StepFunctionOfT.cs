using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Functions whose learned state is of a type.</summary>
sealed class StepFunction<TState>(string name, string settings, Func<Table, TState> learn, Func<Table, TState, Table> change) : StepFunction(name, settings)
    where TState : notnull
{
    // What comes back from JSON is what a loaded model has: both then change rows alike.
    internal override LearnedState Learn(Table features) => Read(JsonSerializer.Serialize(learn(features), StateJson));

    internal override LearnedState Read(string json) =>
        new(JsonSerializer.Deserialize<TState>(json, StateJson) ?? throw new JsonException("The state is null, expected data."), json);

    private protected override Table ChangeAny(Table rows, object state) => change(rows, (TState)state);
}
