using System.Globalization;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>The ways of the command line to make a classifier fairer, as recipes around the one that it was fitted by.</summary>
/// <param name="Method">One of <see cref="Methods"/>.</param>
/// <param name="Constraint">What is made alike.</param>
/// <param name="Bound">How far groups may be apart.</param>
/// <param name="Groups">The columns of the groups.</param>
/// <param name="Reads">Those of them that the model reads.</param>
sealed record Mitigation(string Method, FairConstraint Constraint, double Bound, EquatableArray<string> Groups, EquatableArray<string> Reads)
{
    /// <summary>The bounds of a trade-off curve.</summary>
    static readonly double[] Bounds = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2];

    /// <summary>The strengths of a trade-off curve of a method without a bound.</summary>
    static readonly double[] Strengths = [0.25, 0.5, 0.75, 1];

    /// <summary>The methods.</summary>
    internal static string[] Methods { get; } = ["reweigh", "resample", "remove-correlation", "exponentiated-gradient", "grid-search", "thresholds", "reject-option"];

    /// <summary>The constraints.</summary>
    internal static string[] Constraints { get; } = ["demographic-parity", "equal-opportunity", "equalised-odds", "bounded-error"];

    /// <summary>The figure that says how far the constraint is kept.</summary>
    internal string Figure => Constraint switch
    {
        FairConstraint.DemographicParity => "demographic_parity_difference",
        FairConstraint.EqualOpportunity => "equal_opportunity_difference",
        FairConstraint.EqualisedOdds => "equalised_odds_difference",
        _ => "error_rate_difference",
    };

    /// <summary>Whether the method holds a bound that can be varied.</summary>
    bool HasBound => Method is "exponentiated-gradient" or "grid-search" or "reject-option";

    /// <summary>A constraint by its name.</summary>
    /// <exception cref="CommandException">There is none of that name.</exception>
    internal static FairConstraint ConstraintOf(string name) =>
        Array.IndexOf(Constraints, name) is >= 0 and var place
            ? (FairConstraint)place
            : throw CommandException.Misuse($"--constraint knows no '{name}'.{NearestName.Suggestion(name, Constraints)} The constraints are: {string.Join(", ", Constraints)}.");

    /// <summary>Refuses a method that there is not, or that cannot do what is asked.</summary>
    /// <exception cref="CommandException">It is so.</exception>
    internal static void Check(string method, FairConstraint constraint)
    {
        if (Array.IndexOf(Methods, method) < 0)
        {
            throw CommandException.Misuse($"--mitigate knows no method '{method}'.{NearestName.Suggestion(method, Methods)} The methods are: {string.Join(", ", Methods)}.");
        }

        if (constraint == FairConstraint.BoundedError && method is not ("exponentiated-gradient" or "grid-search"))
        {
            throw CommandException.Misuse($"--constraint bounded-error is for --mitigate exponentiated-gradient and grid-search, not {method}.");
        }

        if (constraint != FairConstraint.DemographicParity && method is ("reweigh" or "resample" or "remove-correlation"))
        {
            throw CommandException.Misuse($"--mitigate {method} brings selection rates together, which is --constraint demographic-parity. Leave the constraint out, or choose another method.");
        }
    }

    /// <summary>The recipe of the method.</summary>
    /// <param name="inner">What the model was fitted by.</param>
    internal Classifier Recipe(Classifier inner) => Recipe(inner, Bound, 1);

    /// <summary>The classifiers of a trade-off curve: as it is, then the method from strict to lenient, or weak to strong.</summary>
    internal IReadOnlyList<(string Label, Classifier Recipe)> Candidates(Classifier inner)
    {
        IEnumerable<(string, Classifier)> varied = HasBound
            ? Bounds.Append(Bound).Distinct().Order().Select(bound => ($"bound {Text(bound)}", Recipe(inner, bound, 1)))
            : Method == "remove-correlation"
                ? Strengths.Select(strength => ($"strength {Text(strength)}", Recipe(inner, Bound, strength)))
                : [(Method, Recipe(inner))];
        return [("as it is", AsItIs(inner)), .. varied];
    }

    /// <summary>The classifier without the method, on a table that has the columns of the groups as well.</summary>
    internal Classifier AsItIs(Classifier inner) => Unread.Length == 0 ? inner : new DropColumns { Columns = [.. Unread] }.Then(inner);

    /// <summary>What the bound is held against: how far groups are apart, or of a bounded error the most errors of a group.</summary>
    internal Score Reached(GroupComparison groups)
    {
        if (Constraint != FairConstraint.BoundedError)
        {
            var figure = groups[Figure];
            return new Score(figure.Name, figure.Value) { Interval = figure.Interval };
        }

        // Of the groups that are compared: small ones are left out of differences.
        var worst = groups["error_rate_difference"].Highest;
        return groups.Groups.First(group => group.Group == worst).Scores.First(score => score.Name == "error_rate") with { Name = "largest_error_rate" };
    }

    /// <summary>Accuracy against what the bound is held against, of every candidate.</summary>
    /// <param name="inner">What the model was fitted by.</param>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="test">The rows to judge by.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">The groups.</param>
    /// <param name="fit">Cancellation.</param>
    internal TradeOffCurve Curve(Classifier inner, Table train, Table test, string target, FairnessOptions options, FitOptions fit)
    {
        var points = new List<TradeOffPoint>();
        var name = Figure;
        foreach (var (label, recipe) in Candidates(inner))
        {
            var model = recipe.Fit(train, target, fit);
            var reached = Reached(model.CompareGroups(test, options with { Neighbours = 0 }));
            var accuracy = model.Evaluate(test, new EvaluateOptions { Resamples = options.Resamples, Seed = options.Seed }).Scores.First(score => score.Name == "accuracy");
            points.Add(new TradeOffPoint(label, accuracy.Value, accuracy.Interval, reached.Value, reached.Interval));
            name = reached.Name;
        }

        return TradeOffCurve.Of("accuracy", name, points, Bound);
    }

    string[] Unread => [.. Groups.Except(Reads)];

    Classifier Recipe(Classifier inner, double bound, double strength)
    {
        ColumnSelection groups = Groups;
        // A fair learner hides all columns of the groups from its base, or none.
        var hidden = Reads.Count == 0;
        var seen = hidden ? inner : AsItIs(inner);
        return Method switch
        {
            "reweigh" => new ReweighGroups { Groups = groups }.Then(AsItIs(inner)),
            "resample" => new ResampleGroups { Groups = groups }.Then(AsItIs(inner)),
            "remove-correlation" => new Impute().Then(new OneHot { Columns = ColumnSelection.AllBut([.. Groups]) }).Then(new RemoveCorrelation { Sensitive = groups, Strength = strength }).Then(inner),
            "exponentiated-gradient" => new ExponentiatedGradient { Base = seen, Groups = groups, Hidden = hidden, Constraint = Constraint, Bound = bound },
            "grid-search" => new FairGridSearch { Base = seen, Groups = groups, Hidden = hidden, Constraint = Constraint, Bound = bound },
            "thresholds" => new GroupThresholdClassifier { Base = seen, Groups = groups, Hidden = hidden, Constraint = Constraint },
            _ => new RejectOptionClassifier { Base = seen, Groups = groups, Hidden = hidden, Constraint = Constraint, Bound = bound },
        };
    }

    static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
