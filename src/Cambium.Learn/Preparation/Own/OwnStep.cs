using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A step of your own, made of functions by <c>OwnStep.Of</c>. A saved model holds its name and what it learned, never its code.</summary>
/// <remarks>
/// <para>The functions see features only, never the target. A program that loads the model must know the step and name it in <see cref="LoadOptions"/>; one that does not is refused.
/// The change must give as many rows as it takes, in their order, and treat each row by itself: at serving it sees one row at a time. Columns that it adds count as made of all columns that it takes.</para>
/// <para>Time and memory are the functions' own. Use it for what no other step does.</para>
/// <para>Source: own definition.</para>
/// </remarks>
public sealed record OwnStep : Transform
{
    /// <summary>What the step does. Default same, which leaves the table as it is.</summary>
    public StepFunction Function { get; init => field = value ?? throw new ArgumentNullException(nameof(Function)); } = StepFunction.Same;

    /// <summary>The name that the step is saved by.</summary>
    public string Name => Function.Name;

    /// <summary>A step that learns nothing.</summary>
    /// <param name="name">The name that it is saved by.</param>
    /// <param name="change">Gives the changed table.</param>
    public static OwnStep Of(string name, Func<Table, Table> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Of(name, _ => true, (rows, _) => change(rows));
    }

    /// <summary>A step that learns from training rows.</summary>
    /// <param name="name">The name that it is saved by.</param>
    /// <param name="learn">Learns from the features of the training rows. What it gives must be data that JSON can hold, such as a number, a record or a dictionary.</param>
    /// <param name="change">Gives the changed table, by what was learned.</param>
    public static OwnStep Of<TState>(string name, Func<Table, TState> learn, Func<Table, TState, Table> change)
        where TState : notnull
    {
        Check.NotBlank(name, nameof(name));
        ArgumentNullException.ThrowIfNull(learn);
        ArgumentNullException.ThrowIfNull(change);
        return new OwnStep { Function = new StepFunction<TState>(name, "", learn, change) };
    }

    /// <summary>A step that is a record of your own. Its settings are saved too, and a program that loads the model must have a record of the same settings.</summary>
    /// <exception cref="NotSupportedException">The record cannot be written as JSON.</exception>
    public static OwnStep Of<TState>(IOwnStep<TState> step)
        where TState : notnull
    {
        ArgumentNullException.ThrowIfNull(step);
        Check.NotBlank(step.Name, nameof(step));
        return new OwnStep { Function = new StepFunction<TState>(step.Name, StepFunction.SettingsOf(step), step.Learn, step.Change) };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The step was read from a file, and this program does not know it.</exception>
    public override OwnStepModel Fit(Table features, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        options.CancellationToken.ThrowIfCancellationRequested();
        var learned = Function.Learn(features);
        var inputs = features.Columns.Select(column => column.Name).ToEquatableArray();
        var outputs = Function.Change(features, learned.State).Columns.Select(column => column.Name).ToEquatableArray();
        return new OwnStepModel(this, learned, inputs, outputs);
    }
}
