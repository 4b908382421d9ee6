using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What AdaBoost learned: trees, how much each counts, and how wrong each was.</summary>
sealed class BoostedVotes(TreeForest trees, double[] votes, double[] errors, double[] importances)
{
    internal TreeForest Trees { get; } = trees;

    internal double[] Votes { get; } = votes;

    internal double[] Errors { get; } = errors;

    internal double[] Importances { get; } = importances;

    /// <summary>The share of all votes for each class, n × k, row-major.</summary>
    internal double[] Shares(FeatureMatrix features)
    {
        var classes = Trees.Outputs;
        var chosen = Trees.Trees.Select(tree => ClassifierModel.MostProbable(tree.Answers, classes)).ToArray();
        var shares = new double[checked(features.RowCount * classes)];
        var all = Votes.Sum();
        Trees.ForEach(features, 0, (tree, first, places) =>
        {
            var vote = Votes[tree] / all;
            for (var i = 0; i < places.Length; i++)
            {
                shares[((first + i) * classes) + chosen[tree][places[i]]] += vote;
            }
        });
        return shares;
    }

    /// <summary>A classifier by shares of votes as SHAP sees it: a class's share over one less than there are classes is its margin; of two, the difference of the shares is the log-odds.</summary>
    internal ShapForm ForShap(ClassifierModel model, EquatableArray<Feature> features)
    {
        var (classes, all) = (Trees.Outputs, Votes.Sum());
        var ballots = Trees.ForShap(classes == 2 ? 1 : classes, tree => Ballots(tree, Votes[tree] / all));
        return new TreeShapForm(model, features, classes == 2 ? ShapLink.Logistic : ShapLink.Softmax, ballots, Margins);

        double[] Ballots(int tree, double vote)
        {
            var chosen = ClassifierModel.MostProbable(Trees.Trees[tree].Answers, classes);
            if (classes == 2)
            {
                return Array.ConvertAll(chosen, place => place == 1 ? vote : -vote);
            }

            var given = new double[chosen.Length * classes];
            for (var i = 0; i < chosen.Length; i++)
            {
                given[(i * classes) + chosen[i]] = vote / (classes - 1);
            }

            return given;
        }

        double[] Margins(FeatureMatrix rows)
        {
            var shares = Shares(rows);
            return classes == 2
                ? [.. Enumerable.Range(0, rows.RowCount).Select(row => shares[(2 * row) + 1] - shares[2 * row])]
                : Array.ConvertAll(shares, share => share / (classes - 1));
        }
    }

    /// <summary>The trees' answers' median for each row, weighted by their votes: the least that half of the votes does not exceed.</summary>
    internal double[] Medians(FeatureMatrix features)
    {
        var medians = new double[features.RowCount];
        var half = Votes.Sum() / 2;
        Trees.ForEachRow(features, (row, answers) => medians[row] = Median(answers, half));
        return medians;
    }

    internal void Write(ModelWriter writer)
    {
        writer.Array("votes", Votes);
        writer.Array("errors", Errors);
        writer.Array("importances", Importances);
        Trees.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and refuses what could not have been written.</summary>
    /// <exception cref="ModelFormatException">An array is missing, or its values contradict each other.</exception>
    internal static BoostedVotes Read(ModelReader reader, ModelHeader header, int most)
    {
        var features = FeatureMatrix.FeaturesOf(header.Input);
        var classes = header.Classes.Count;
        var votes = reader.Array<double>("votes");
        TreeForest.Require(votes.Length >= 1 && votes.Length <= most, "votes", 0, votes.Length, $"votes of 1 to {most} trees");
        for (var tree = 0; tree < votes.Length; tree++)
        {
            TreeForest.Require(votes[tree] > 0 && double.IsFinite(votes[tree]), "votes", tree, votes[tree], "a finite number above 0");
        }

        var errors = reader.Array<double>("errors", votes.Length);
        for (var tree = 0; tree < errors.Length; tree++)
        {
            TreeForest.Require(errors[tree] is >= 0 and <= 1 + 1e-9, "errors", tree, errors[tree], "a number from 0 to 1");
        }

        var importances = reader.Array<double>("importances", features.Count);
        for (var i = 0; i < importances.Length; i++)
        {
            TreeForest.Require(importances[i] is >= 0 and <= 1, "importances", i, importances[i], "a number from 0 to 1");
        }

        return new BoostedVotes(TreeForest.Read(reader, features, Math.Max(classes, 1), votes.Length, shares: classes > 0), votes, errors, importances);
    }

    double Median(Span<double> answers, double half)
    {
        var order = new int[answers.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        answers.Sort(order.AsSpan());
        var below = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            below += Votes[order[i]];
            if (below >= half)
            {
                return answers[i];
            }
        }

        return answers[^1];
    }
}
