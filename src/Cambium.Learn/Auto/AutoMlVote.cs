using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Weighs the answers of several candidates: a vote of those that err in different ways.</summary>
/// <remarks>
/// Members are added one at a time, with replacement, each the one that makes the mean answer best; how often one was added is its weight. Best is what has the highest area under the ROC curve where two
/// classes are ranked by it, else the least squared error. Source: R. Caruana et al., "Ensemble Selection from Libraries of Models", 2004.
/// </remarks>
sealed class AutoMlVote
{
    readonly IReadOnlyList<AutoMlAnswers> _members;
    readonly AutoMlRounds _rounds;
    readonly VoteFold[][] _folds; // a round, a fold

    readonly AutoMlOptions _options;

    internal AutoMlVote(IReadOnlyList<AutoMlAnswers> members, AutoMlRounds rounds, string metric, AutoMlOptions options)
    {
        (_members, _rounds, _options) = (members, rounds, options);
        var ranks = metric == "roc_auc" && rounds.Classes.Count == 2;
        _folds = [.. rounds.Splits.Select((splits, round) => splits.Select(split => ranks ? RankedFold.Of(members, rounds, round, split.Test) : (VoteFold)SquaredFold.Of(members, rounds, round, split.Test)).ToArray())];
    }

    /// <summary>The members that count, with their weights, learned from all folds.</summary>
    internal IReadOnlyList<(AutoMlAnswers Member, int Weight)> Weighed
    {
        get
        {
            var weights = VoteWeights.Of([.. _folds.SelectMany(round => round)], _members.Count);
            return [.. _members.Select((member, place) => (member, weights[place])).Where(member => member.Item2 > 0)];
        }
    }

    /// <summary>The vote as a recipe.</summary>
    internal static Recipe Of(IReadOnlyList<(AutoMlAnswers Member, int Weight)> weighed)
    {
        EquatableArray<double> weights = [.. weighed.Select(member => (double)member.Weight)];
        return weighed[0].Member.Candidate.Recipe is Classifier
            ? new VotingClassifier { Members = [.. weighed.Select(member => (Classifier)member.Member.Candidate.Recipe)], Weights = weights }
            : new VotingRegressor { Members = [.. weighed.Select(member => (Regressor)member.Member.Candidate.Recipe)], Weights = weights };
    }

    /// <summary>The metric in each fold of a vote whose weights were learned from the other folds of the round.</summary>
    internal EquatableArray<double> Judge(string metric)
    {
        (int Round, int Fold)[] all = [.. _folds.SelectMany((folds, round) => folds.Select((_, fold) => (round, fold)))];
        var values = new double[all.Length];
        ParallelBlocks.For(all.Length, 1, _options.MaxThreads, (_, place, _) =>
        {
            var (round, fold) = all[place];
            var rest = _folds[round].Where((_, other) => other != fold).ToArray();
            var weights = VoteWeights.Of(rest.Length == 0 ? _folds[round] : rest, _members.Count);
            var rows = _rounds.Splits[round][fold].Test;
            values[place] = _rounds.Score(metric, rows, Answers(rows, round, weights));
        }, _options.CancellationToken);
        return [.. values];
    }

    double[] Answers(EquatableArray<int> rows, int round, int[] weights)
    {
        var answers = new double[rows.Count * _rounds.Width];
        var total = (double)weights.Sum();
        for (var member = 0; member < weights.Length; member++)
        {
            var own = _members[member].Rounds[round];
            for (var i = 0; weights[member] > 0 && i < rows.Count; i++)
            {
                for (var place = 0; place < _rounds.Width; place++)
                {
                    answers[(i * _rounds.Width) + place] += weights[member] / total * own[(rows[i] * _rounds.Width) + place];
                }
            }
        }

        return answers;
    }
}
