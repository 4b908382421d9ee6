using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Beam search for changes of one row, and what makes those that are found smaller.</summary>
sealed class CounterfactualSearch(WantedAnswer wanted, Table row, ChangeableColumn[] columns, CounterfactualOptions options)
{
    // Found changes that are made smaller, for each that is asked for.
    const int RefinedPerItem = 10;

    // Numbers that differ by less of the change are the same way told twice.
    const double ClearPart = 0.25;

    // Halvings of a change of a number: to a thousandth of it.
    const int Halvings = 10;

    readonly double[] _own = Array.ConvertAll(columns, column => column.Original);
    readonly List<double[]> _found = [];

    /// <summary>How many changed rows the model was asked about.</summary>
    internal int Asked { get; private set; }

    /// <summary>The number for the row as it is, and whether it is what is wanted.</summary>
    internal (double Before, bool Holds) Start()
    {
        var (numbers, holds, _) = wanted.Ask(row);
        return (numbers[0], holds[0]);
    }

    internal EquatableArray<Counterfactual> Run()
    {
        List<double[]> beam = [_own];
        var most = Math.Min(options.MaxChanges, columns.Length);
        for (var changes = 1; changes <= most && beam.Count > 0; changes++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            beam = Step(beam);
            options.Progress?.Report(new FitProgress("changes", changes, most));
        }

        var refined = _found
            .OrderBy(Distance)
            .Take(RefinedPerItem * options.Count)
            .Concat(NearestOfEachSet())
            .DistinctBy(Key)
            .Select(Refine)
            .DistinctBy(Key)
            .OrderBy(Distance)
            .ToList();
        return Chosen(refined).Select(Made).ToEquatableArray();
    }

    /// <summary>Changes one more column of each state, keeps what turns the decision, and returns the most promising of the rest.</summary>
    List<double[]> Step(List<double[]> beam)
    {
        var states = beam.SelectMany(state => Enumerable.Range(0, columns.Length).Where(column => state[column].Equals(_own[column])).SelectMany(column =>
            columns[column].Candidates.Select(value =>
            {
                var next = (double[])state.Clone();
                next[column] = value;
                return next;
            }))).DistinctBy(Key).ToArray();
        if (states.Length == 0)
        {
            return [];
        }

        var (_, holds, nearness) = Ask(states);
        _found.AddRange(states.Where((_, i) => holds[i]));
        var open = Enumerable.Range(0, states.Length).Where(i => !holds[i]).ToArray();
        var before = open.Length == 0 ? 0 : open.Min(i => nearness[i]);

        // Half by how near they come, half by how near they come for how far they go.
        return [.. open.OrderByDescending(i => nearness[i]).Take((options.BeamWidth + 1) / 2)
            .Concat(open.OrderByDescending(i => (nearness[i] - before) / Distance(states[i])).Take(options.BeamWidth / 2))
            .Distinct()
            .Select(i => states[i])];
    }

    IEnumerable<double[]> NearestOfEachSet() => _found.GroupBy(ChangedKey).Select(group => group.MinBy(Distance)!).OrderBy(Distance).Take(RefinedPerItem * options.Count); // a group has one

    /// <summary>Puts columns back and moves numbers towards the row's own while the decision stays turned, the largest changes first.</summary>
    double[] Refine(double[] state)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var best = (double[])state.Clone();
        foreach (var column in Changed(best).OrderByDescending(column => columns[column].Distance(best[column])).ToArray())
        {
            var kept = best[column];
            best[column] = _own[column];
            if (Changed(best).Any() && Holds(best))
            {
                continue;
            }

            best[column] = kept;
            if (columns[column].IsNumber && !double.IsNaN(_own[column]))
            {
                Halve(best, column);
            }
        }

        return best;
    }

    void Halve(double[] state, int column)
    {
        var (near, far) = (columns[column].Nearest, state[column]);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = near + ((far - near) / 2);
            middle = columns[column].IsWhole ? Math.Round(middle) : middle;
            if (middle == near || middle == far)
            {
                break;
            }

            state[column] = middle;
            (near, far) = Holds(state) ? (near, middle) : (middle, far);
        }

        state[column] = far;
    }

    /// <summary>The nearest, then the nearest that change other columns, then the nearest of the rest that are clearly other ways.</summary>
    IEnumerable<double[]> Chosen(List<double[]> states)
    {
        var chosen = new List<double[]>();
        foreach (var state in states.DistinctBy(ChangedKey).Concat(states))
        {
            if (chosen.Count < options.Count && chosen.TrueForAll(other => IsOtherWay(state, other)))
            {
                chosen.Add(state);
            }
        }

        return chosen.OrderBy(Distance);
    }

    /// <summary>Whether a way does without a change of one that is nearer: it leaves the column as it is, or changes a category otherwise, or a number by another part of its change. One that only changes more tells nothing new.</summary>
    bool IsOtherWay(double[] state, double[] nearer) => Changed(nearer).Any(column =>
        columns[column].IsNumber && double.IsFinite(_own[column])
            ? Math.Abs(state[column] - nearer[column]) > ClearPart * Math.Max(Math.Abs(state[column] - _own[column]), Math.Abs(nearer[column] - _own[column]))
            : !state[column].Equals(nearer[column]));

    Counterfactual Made(double[] state)
    {
        var changes = Changed(state).Select(column => new CounterfactualChange(columns[column].Name, columns[column].Text(_own[column]), columns[column].Text(state[column])));
        return new Counterfactual(changes.ToEquatableArray(), Distance(state), Ask([state]).Numbers[0]);
    }

    IEnumerable<int> Changed(double[] state) => Enumerable.Range(0, columns.Length).Where(column => !state[column].Equals(_own[column]));

    double Distance(double[] state) => columns.Select((column, place) => column.Distance(state[place])).Sum();

    string Key(double[] state) => string.Join(' ', state.Select(value => BitConverter.DoubleToInt64Bits(value)));

    string ChangedKey(double[] state) => string.Join(' ', Changed(state));

    bool Holds(double[] state) => Ask([state]).Holds[0];

    (double[] Numbers, bool[] Holds, double[] Nearness) Ask(double[][] states)
    {
        Asked += states.Length;
        var rows = columns.Select((column, place) => column.Column(Array.ConvertAll(states, state => state[place]))).Aggregate(row.Take(new int[states.Length]), (table, column) => table.With(column));
        return wanted.Ask(rows);
    }
}
