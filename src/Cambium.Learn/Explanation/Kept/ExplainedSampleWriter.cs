using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Makes an <see cref="ExplainedSample"/>.</summary>
sealed class ExplainedSampleWriter(Model model, Table rows, ExplainedSampleOptions options)
{
    /// <summary>Rows that are explained at most where coalitions are tried.</summary>
    const int MostTried = 100;

    const int BackgroundRows = 100;

    // The model is asked about each of them again and again.
    const int AskedBackgroundRows = 25;

    // Beyond two a column: some seconds for slow models, and values within some hundredths of the answer's range.
    const int Coalitions = 256;

    // 40 MB of interaction values.
    const long MostPairs = 5_000_000;

    internal ExplainedSample Write()
    {
        var answers = ModelAnswer.Each(model, isMargin: false);
        var inside = model.ShapInside;
        var places = DrawnRows.Of(rows.RowCount, inside is null ? Math.Min(options.UsedRows, MostTried) : options.UsedRows, options.Seed);
        var used = answers[0].Read(rows.Take(places));
        var shap = Values(used, inside);
        var labels = (model as ClassifierModel)?.Predict(used).Columns[0];
        var told = Told(shap.Outputs.Count, labels);
        var order = Order(shap);
        int[] columns = [.. order.Take(options.Columns)];
        var kept = DrawnRows.Of(used.RowCount, options.Rows, options.Seed);
        var sample = used.Take(kept);
        var read = columns.Select(column => ExplainedColumn.Of(sample[shap.Columns[column]])).ToEquatableArray();
        var pairs = Pairs(sample, shap, inside);
        return new ExplainedSample
        {
            Method = shap.Method,
            Scale = shap.Scale,
            Target = model.Target,
            UsedRows = used.RowCount,
            OtherColumns = order.Length - columns.Length,
            OtherClasses = shap.Outputs.Count - told.Length,
            PartnerMethod = pairs is null ? "differences among rows of about the same value" : "SHAP interactions",
            Rows = kept.Select(row => new ExplainedRow(places[row] + 1, labels?.Format(row), Truth(places[row]))).ToEquatableArray(),
            Columns = read,
            Outputs = told.Select(output => Output(shap, answers[output], sample, kept, output, order, read, pairs)).ToEquatableArray(),
        };
    }

    ShapValues Values(Table used, ShapForm? inside)
    {
        if (inside is null)
        {
            return KernelShap.Of(model, used, Background(AskedBackgroundRows), new KernelShapOptions
            {
                Coalitions = Coalitions + (2 * model.Input.Fields.Count),
                Seed = options.Seed,
                MaxThreads = options.MaxThreads,
                Progress = options.Progress,
                CancellationToken = options.CancellationToken,
            });
        }

        return model.Shap(used, new ShapOptions
        {
            Background = options.Background is null && inside.NeedsNoBackground ? null : Background(BackgroundRows),
            MaxThreads = options.MaxThreads,
            Progress = options.Progress,
            CancellationToken = options.CancellationToken,
        });
    }

    Table Background(int most)
    {
        var given = options.Background ?? rows;
        return given.Take(DrawnRows.Of(given.RowCount, most, options.Seed));
    }

    /// <summary>The interaction values where they are quick.</summary>
    ShapInteractions? Pairs(Table sample, ShapValues shap, ShapForm? inside)
    {
        var (n, p, f) = ((long)sample.RowCount, shap.Columns.Count, inside?.Columns.Count ?? 0);
        var isQuick = inside is { NeedsNoBackground: true } && n * inside.PairWork <= options.MostPairWork && n * shap.Outputs.Count * Math.Max(p * (long)p, f * (long)f) <= MostPairs;
        return isQuick ? model.ShapInteractions(sample, new ShapOptions { MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken }) : null;
    }

    /// <summary>The outputs that are told of: of many classes those that the model names most often, in their own order.</summary>
    int[] Told(int outputs, Column? labels)
    {
        if (outputs <= options.Classes || labels is null || model is not ClassifierModel classifier)
        {
            return [.. Enumerable.Range(0, outputs)];
        }

        var counts = new int[outputs];
        for (var row = 0; row < labels.Length; row++)
        {
            counts[classifier.Classes.IndexOf(labels.Format(row))]++;
        }

        return [.. Enumerable.Range(0, outputs).OrderByDescending(place => counts[place]).ThenBy(place => place).Take(options.Classes).Order()];
    }

    /// <summary>The columns, those that count most over all outputs first.</summary>
    static int[] Order(ShapValues shap)
    {
        var sums = new double[shap.Columns.Count];
        for (var output = 0; output < shap.Outputs.Count; output++)
        {
            var own = shap.MeanMagnitudes(output);
            for (var column = 0; column < sums.Length; column++)
            {
                sums[column] += own[column];
            }
        }

        return [.. Enumerable.Range(0, sums.Length).OrderByDescending(column => sums[column]).ThenBy(column => column)];
    }

    ExplainedOutput Output(ShapValues shap, ModelAnswer answer, Table sample, int[] kept, int output, int[] order, EquatableArray<ExplainedColumn> columns, ShapInteractions? pairs)
    {
        var (n, p) = (kept.Length, columns.Count);
        var (values, others) = (new double[n * p], new double[n]);
        for (var row = 0; row < n; row++)
        {
            var ofRow = shap.Of(kept[row], output);
            for (var place = 0; place < order.Length; place++)
            {
                if (place < p)
                {
                    values[(row * p) + place] = ofRow[order[place]];
                }
                else
                {
                    others[row] += ofRow[order[place]];
                }
            }
        }

        var magnitudes = shap.MeanMagnitudes(output);
        return new ExplainedOutput
        {
            Name = shap.Outputs[output],
            Class = model is ClassifierModel classifier ? classifier.Classes[answer.Class] : null,
            BaseValue = shap.BaseValues[output],
            Answers = kept.Select(row => shap.Answers[(row * shap.Outputs.Count) + output]).ToEquatableArray(),
            Predicted = EquatableArray.Own(answer.Of(sample)),
            Values = EquatableArray.Own(values),
            Others = EquatableArray.Own(others),
            Magnitudes = order.Take(p).Select(column => magnitudes[column]).ToEquatableArray(),
            OtherMagnitude = order.Skip(p).Sum(column => magnitudes[column]),
            Partners = (pairs is null ? InteractionPartners.Of(columns, values) : InteractionPartners.Of(pairs.MeanMagnitudes(output), order, p)).ToEquatableArray(),
        };
    }

    string? Truth(int row) => model.Target.Length > 0 && rows.Contains(model.Target) && !rows[model.Target].IsMissing(row) ? ExplainedColumn.Text(rows[model.Target], row) : null;
}
