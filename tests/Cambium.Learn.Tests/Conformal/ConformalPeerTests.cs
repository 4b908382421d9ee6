using System.Text.Json.Nodes;

namespace Cambium.Learn.Tests;

/// <summary>Intervals and sets as tests/oracles/conformal.py computes them by their definitions.</summary>
public sealed class ConformalPeerTests
{
    static readonly JsonNode Values = Oracle.Read("conformal.json");

    public static TheoryData<string> Intervals => [.. Values["intervals"]!.AsObject().Select(pair => pair.Key)];

    public static TheoryData<string> Sets => [.. Values["sets"]!.AsObject().Select(pair => pair.Key)];

    [Theory]
    [MemberData(nameof(Intervals))]
    public void Intervals_end_where_the_definition_says(string name)
    {
        var values = Values["intervals"]![name]!;
        int[] part = [.. values["part"].Numbers().Select(number => (int)number)];
        var ends = new IntervalEnds(values["low"].Numbers(), values["high"].Numbers(), values["size"].Numbers());
        double[] scores = [.. values["y"].Numbers().Select((y, row) => ends.Score(row, y))];
        var settings = Settings(values);

        var sorted = CalibrationScores.Of(scores, part, [new int[part.Length]], 1, [], settings);

        var (low, high, size) = (Rows(values["new_low"]!), Rows(values["new_high"]!), Rows(values["new_size"]!));
        // The same sums and products in the same order.
        Assert.Equal(values["lower"].Numbers(), low.Select((ofRow, row) => -sorted.Reach(0, Array.ConvertAll(ofRow, end => -end), size[row])));
        Assert.Equal(values["upper"].Numbers(), high.Select((ofRow, row) => sorted.Reach(0, ofRow, size[row])));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Sets_hold_what_the_definition_says(string name)
    {
        var values = Values["sets"]![name]!;
        int[] part = [.. values["part"].Numbers().Select(number => (int)number)];
        var recipe = new ConformalClassifier
        {
            Score = values["kind"]!.GetValue<string>() == "probability" ? SetScore.Probability : SetScore.Cumulative,
            RankPenalty = values["penalty"]!.GetValue<double>(),
            FreeRanks = values["free"]!.GetValue<int>(),
        };
        var y = values["y"].Numbers();
        double[] scores = [.. Rows(values["probabilities"]!).Select((ofRow, row) => Scores(recipe, ofRow)[(int)y[row]])];

        var sorted = CalibrationScores.Of(scores, part, [new int[part.Length]], 1, [], Settings(values));

        var inside = values["inside"]!.AsArray().Select(row => row!.AsArray().Select(isIn => isIn!.GetValue<bool>()).ToArray()).ToArray();
        var found = values["new"]!.AsArray().Select(ofRow =>
        {
            var byPart = Rows(ofRow!).Select(own => Scores(recipe, own)).ToArray();
            return Enumerable.Range(0, byPart[0].Length).Select(place => sorted.Covers(0, Array.ConvertAll(byPart, own => own[place]))).ToArray();
        });
        Assert.Equal(inside, found);
        Assert.Contains(inside, row => row.Contains(true) && row.Contains(false));
    }

    [Fact]
    public void A_drawn_share_of_its_own_probability_counts_for_every_class_of_a_row()
    {
        double[] probabilities = [0.125, 0.5, 0.25, 0.125];
        var recipe = new ConformalClassifier { Score = SetScore.Cumulative, Randomize = true };

        var scores = Scores(recipe, probabilities);

        var share = scores[1] / 0.5;
        Assert.InRange(share, 1e-6, 1 - 1e-6);
        Oracle.Near(0.5 + (share * 0.25), scores[2], 1e-15);
        Oracle.Near(0.75 + (share * 0.125), scores[0], 1e-15);
        Oracle.Near(0.875 + (share * 0.125), scores[3], 1e-15);
        Assert.Equal(scores, Scores(recipe, probabilities));
        Assert.NotEqual(scores, Scores(recipe with { Seed = 1 }, probabilities));
    }

    static double[] Scores(ConformalClassifier recipe, double[] probabilities)
    {
        var scores = new double[probabilities.Length];
        new ClassScores(recipe, probabilities.Length).Of(probabilities, scores);
        return scores;
    }

    static CalibrationSettings Settings(JsonNode values) => CalibrationSettings.Of(new ConformalRegressor { Coverage = values["coverage"]!.GetValue<double>() });

    static double[][] Rows(JsonNode rows) => [.. rows.AsArray().Select(row => row.Numbers())];
}
