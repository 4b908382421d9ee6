using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted classifier.</summary>
public abstract class ClassifierModel : Model
{
    private protected ClassifierModel(Schema input, string target, EquatableArray<string> classes)
        : base(input, target) =>
        Classes = classes;

    /// <summary>
    /// The classes: whole numbers in numeric order, false before true, all else in ordinal order. With two classes, the second is the
    /// positive one, whose probability the scores of a report are about.
    /// </summary>
    public EquatableArray<string> Classes { get; }

    /// <inheritdoc/>
    public abstract override Classifier Recipe { get; }

    /// <summary>The probability of each class for each row, n × k, row-major; each row adds up to 1.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public abstract double[] PredictProbabilities(Table rows);

    /// <inheritdoc/>
    public override Table Predict(Table rows) => throw new NotImplementedException();

    /// <inheritdoc/>
    public override ClassificationReport Evaluate(Table test) => throw new NotImplementedException();

    /// <summary>Compares the model's decisions between the groups of a column. Only for two classes.</summary>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <param name="by">A category, text or truth column; the model need not read it.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="InvalidOperationException">The model tells more than two classes apart.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public GroupComparison CompareGroups(Table test, string by) => throw new NotImplementedException();
}
