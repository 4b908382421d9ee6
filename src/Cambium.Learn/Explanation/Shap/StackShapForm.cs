using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A stack whose last model is linear, as SHAP sees it: its margins are weighted sums of the members' answers, and of the columns that are passed through.</summary>
sealed class StackShapForm : ShapForm
{
    readonly Model[] _members;
    readonly Model _last;
    readonly string _prefix;
    readonly bool _passes;

    StackShapForm(Model model, Model[] members, Model last, string prefix, bool passes)
        : base(model, ShapLink.None) =>
        (_members, _last, _prefix, _passes) = (members, last, prefix, passes);

    internal override bool IsExact => Array.TrueForAll(_members, member => member.HasShap);

    internal override bool HasAnswers => !_last.HasShapMargins && IsExact;

    internal override bool HasMargins => _last.HasShapMargins;

    internal override double ValueWork => WorkOf(_members, withBackground: true);

    EquatableArray<string> Classes => Model is ClassifierModel classifier ? classifier.Classes : [];

    /// <summary>The form of a stack, or null where its last model is not linear.</summary>
    internal static ShapForm? Of(Model stack, Model[] members, Model last, string prefix, bool passes) =>
        last.AddsUpColumns && (last is not ClassifierModel own || own.Classes == ((ClassifierModel)stack).Classes) ? new StackShapForm(stack, members, last, prefix, passes) : null;

    internal override ShapValues Values(Table rows, ShapOptions options)
    {
        if (options.Output == ShapOutput.Answer && HasMargins)
        {
            throw ShapRefusal.NoStackedAnswer(Model, _last);
        }

        foreach (var member in _members)
        {
            ShapRefusal.ThrowUnlessExact(Model, member);
            ShapRefusal.ThrowIfMarginsWithoutBackground(Model, member, options);
        }

        var ofLast = options with { Output = ShapOutput.Margin, Progress = null };
        var passed = _passes ? _last.ShapOf(Stacked(rows), ofLast with { Background = options.Background is { } known ? Stacked(known) : null }) : null;
        var (shares, unit) = Shares(options.Background ?? rows, ofLast);
        var tally = new ShapTally(rows.RowCount, Columns, [.. unit.BaseValues]);
        for (var i = 0; i < shares.Length; i++)
        {
            tally.Add(_members[i].ShapOf(rows, SumShapForm.OfPart(options, i)), shares[i]);
        }

        if (passed is not null)
        {
            tally.AddValues(Passed(passed), Identity(passed.Outputs.Count));
        }

        var sum = tally.Result(_last is ClassifierModel ? ShapScale.Margin : unit.Scale, unit.Outputs, "stacked");
        return passed is null ? sum : sum with { BaseValues = passed.BaseValues, Answers = passed.Answers };
    }

    internal override ShapInteractions Interactions(Table rows, ShapOptions options) => throw ShapRefusal.NoStackedInteractions(Model);

    /// <summary>How each member's answers count: what the last model makes of a row where one answer is 1 and all others 0, against one where all are 0.</summary>
    (ShapShare[] Shares, ShapValues Unit) Shares(Table some, ShapOptions options)
    {
        var told = Told(Classes);
        var width = Math.Max(told.Count, 1);
        var units = Units(_members.Length * width, width, some);
        var unit = _last.ShapOf(units, options with { Background = Units(0, width, some) });
        var outputs = unit.Outputs.Count;
        return ([.. _members.Select((member, m) =>
        {
            var weights = new double[outputs * width];
            for (var output = 0; output < outputs; output++)
            {
                for (var i = 0; i < width; i++)
                {
                    var answer = (m * width) + i;
                    weights[(output * width) + i] = unit.Of(answer, output)[unit.Columns.IndexOf(units.Columns[answer].Name)];
                }
            }

            return ShapShare.Of(member, told).Weighed(weights);
        })], unit);
    }

    /// <summary>A row for each answer, which is 1 there and all others 0; for none, a row where all are 0. What is passed through is the same in all.</summary>
    Table Units(int count, int width, Table some)
    {
        var labels = Labels;
        var rows = Math.Max(count, 1);
        var answers = Array.ConvertAll(_members, _ => new double[rows * labels.Length]);
        for (var answer = 0; answer < count; answer++)
        {
            // Of two classes the second is told of.
            answers[answer / width][(answer * labels.Length) + (labels.Length == 2 ? 1 : answer % width)] = 1;
        }

        return StackedTable.Of(answers, labels, _prefix, _passes ? some.Take(new int[rows]).Select([.. Columns]) : null);
    }

    string[] Labels => Classes.Count == 0 ? [""] : [.. Classes];

    /// <summary>The rows as the last model reads them.</summary>
    Table Stacked(Table rows)
    {
        var answers = Array.ConvertAll(_members, member => member is ClassifierModel classifier ? Parts.Probabilities(classifier, rows, Classes) : ((RegressorModel)member).PredictValues(rows));
        return StackedTable.Of(answers, Labels, _prefix, rows.Select([.. Columns]));
    }

    /// <summary>The values of the columns that are passed through.</summary>
    ShapValues Passed(ShapValues last)
    {
        int[] places = [.. last.Columns.Select((name, place) => (name, place)).Where(pair => Columns.IndexOf(pair.name) >= 0).Select(pair => pair.place)];
        var columns = places.Select(place => last.Columns[place]).ToEquatableArray();
        var values = new double[last.RowCount * last.Outputs.Count * places.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = last.Values[(i / places.Length * last.Columns.Count) + places[i % places.Length]];
        }

        var kept = EquatableArray.Own(values);
        return last with { Columns = columns, Values = kept, Features = columns.Select(name => new ModelFeature(name, [name])).ToEquatableArray(), FeatureValues = kept };
    }

    static double[] Identity(int outputs)
    {
        var weights = new double[outputs * outputs];
        for (var i = 0; i < outputs; i++)
        {
            weights[(i * outputs) + i] = 1;
        }

        return weights;
    }
}
