using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a record does that is a step of your own; <c>OwnStep.Of</c> makes the step. Its public properties are its settings.</summary>
/// <typeparam name="TState">What it learns: data that JSON can hold.</typeparam>
public interface IOwnStep<TState>
    where TState : notnull
{
    /// <summary>The name that the step is saved by.</summary>
    string Name { get; }

    /// <summary>Learns from the features of the training rows.</summary>
    TState Learn(Table features);

    /// <summary>Gives the changed table, by what was learned.</summary>
    Table Change(Table rows, TState learned);
}
