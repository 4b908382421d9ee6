using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted step: changes the columns of any table the way it learned. Immutable and safe to share between threads.</summary>
public abstract class TransformModel
{
    private protected TransformModel()
    {
    }

    /// <summary>The recipe that made the step.</summary>
    public abstract Transform Recipe { get; }

    /// <summary>The changed table; columns that the step does not know pass through.</summary>
    /// <exception cref="ArgumentException">A column that the step learned is not there.</exception>
    /// <exception cref="TableException">A column is of another type than it was when the step learned.</exception>
    public abstract Table Apply(Table rows);

    /// <summary>The columns that the step makes or changes by more than one column, with what they are made of; a column not listed is made of itself alone.</summary>
    internal virtual IEnumerable<MadeColumn> Made => [];

    /// <summary>Writes what the step knows.</summary>
    internal abstract void Write(ModelWriter writer);
}
