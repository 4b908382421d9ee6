using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Explains one answer of any model by a linear fit to its answers nearby: rows are made around the explained one, and count the more the nearer they are.</summary>
/// <remarks>
/// <para>
/// Minimises Σᵢ exp(−dᵢ² / σ²) (f(xᵢ) − b − Σ_j w_j z_ij)² + λ |w|². Columns are drawn each by itself: numbers from the quarters of the background's values (or around the row, by their deviation), categories
/// by their shares. What is far and near is a choice, so that two widths give two explanations; <see cref="KernelShap"/> has none. Time: the model is asked once for each made row.
/// </para>
/// <para>Source: M. T. Ribeiro, S. Singh, C. Guestrin, "“Why Should I Trust You?” Explaining the Predictions of Any Classifier", 2016.</para>
/// </remarks>
public static class Lime
{
    /// <summary>Explains the answer to one row of a table.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="row">A table of one row with the model's columns.</param>
    /// <param name="background">Rows of the training table, which tell how values spread.</param>
    /// <param name="options">Samples, quarters or slopes, width, class, seed, cancellation.</param>
    /// <exception cref="ArgumentException">There is not one row, a column is not there, a column is free text (<see cref="OfText"/> explains that), or the model has no such answer.</exception>
    /// <exception cref="TableException">The row or the background do not fit the model.</exception>
    public static LimeExplanation Of(Model model, Table row, Table background, LimeOptions options)
    {
        var answer = ModelAnswer.Of(model, options);
        var explained = OneRow.Of(answer, row);
        var known = answer.ReadBackground(background);
        var random = new RandomStream(options.Seed);
        var columns = model.Input.Fields.Select((field, place) => LimeColumn.Of(explained[field.Name], known[field.Name], field, options, random.Fork(place))).ToArray();
        options.CancellationToken.ThrowIfCancellationRequested();

        // The explained row itself stands first.
        var made = Table.Create([.. columns.Select(column => column.Made)]);
        var answers = answer.Of(made);
        options.CancellationToken.ThrowIfCancellationRequested();
        var width = options.KernelWidth * Math.Sqrt(columns.Length);
        var weights = Enumerable.Range(0, answers.Length).Select(i => Math.Exp(-columns.Sum(column => column.Distance(i)) / (width * width))).ToArray();
        var terms = Array.ConvertAll(columns, column => column.Terms);
        var fit = LocalFit.Of(terms, answers, weights, options.L2);
        options.Progress?.Report(new FitProgress("rows", answers.Length, answers.Length));
        return Made(answer, answers[0], fit, terms, [.. columns.Select(column => (column.Made.Name, column.Text))]);
    }

    /// <summary>Explains the answer to one text: which of its words moved it, found by leaving words out.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector with a column of text.</param>
    /// <param name="row">A table of one row with the model's columns; those other than the text keep their values.</param>
    /// <param name="column">The column of text.</param>
    /// <param name="options">Samples, width (of the distance 1 − √(share of kept words), times 4), class, seed, cancellation.</param>
    /// <exception cref="ArgumentException">There is not one row, the column is no text or not read, the text has no words, or the model has no such answer.</exception>
    /// <exception cref="TableException">The row does not fit the model.</exception>
    public static LimeExplanation OfText(Model model, Table row, string column, LimeOptions options)
    {
        var answer = ModelAnswer.Of(model, options);
        var field = answer.FieldOf(column);
        var explained = OneRow.Of(answer, row);
        if (field.Type is not (ColumnType.String or ColumnType.Category) || explained[column].IsMissing(0))
        {
            throw new ArgumentException($"Column '{column}' holds {field.Type} values, or none in this row; name a column of text.", nameof(column));
        }

        var words = new LimeWords(explained[column].Format(0));
        if (words.Count == 0)
        {
            throw new ArgumentException($"The text of column '{column}' has no words to leave out.", nameof(column));
        }

        var (kept, weights) = words.Draw(options);
        var texts = kept.Select(words.Join).ToArray();
        var answers = answer.Of(explained.Take(new int[texts.Length]).With(TextColumn.FromValues(column, texts)));
        options.CancellationToken.ThrowIfCancellationRequested();
        var terms = Enumerable.Range(0, words.Count).Select(word => kept.Select(isKept => isKept[word] ? 1.0 : 0).ToArray()).ToArray();
        var fit = LocalFit.Of(terms, answers, weights, options.L2);
        options.Progress?.Report(new FitProgress("texts", answers.Length, answers.Length));
        return Made(answer, answers[0], fit, terms, [.. words.Distinct.Select(word => (word, word))]);
    }

    static LimeExplanation Made(ModelAnswer answer, double asked, LocalFit fit, double[][] terms, (string Column, string Text)[] names) =>
        new(
            answer.Name,
            asked,
            fit.Intercept + fit.Weights.Select((weight, j) => weight * terms[j][0]).Sum(),
            fit.Intercept,
            fit.R2,
            names.Select((name, j) => (Term: new LimeTerm(name.Column, name.Text, fit.Weights[j]), Effect: fit.Weights[j] * fit.Deviations[j]))
                .OrderByDescending(term => Math.Abs(term.Effect))
                .Select(term => term.Term)
                .ToEquatableArray());
}
