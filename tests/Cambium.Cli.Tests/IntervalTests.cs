namespace Cambium.Cli.Tests;

/// <summary>cambium train --interval, and what is done with what it made.</summary>
public sealed class IntervalTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Intervals_are_judged_on_held_out_rows_and_written_by_predict()
    {
        workshop.WithSample("diabetes.csv");

        var json = (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--interval", "0.9", "--out", "bands.model", "--json")).Done().Json;
        var plain = (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--json")).Done().Json;
        var csv = (await workshop.RunAsync("predict", "bands.model", "diabetes.csv")).Done().Out.Split('\n');
        var judged = (await workshop.RunAsync("evaluate", "bands.model", "diabetes.csv", "--by", "sex")).Done().Out;

        Assert.Equal("linear-regression", (string)json["learner"]!); // ! the document has it, and so below
        Assert.Equal("0.9", (string)json["settings"]!["coverage"]!);
        Assert.InRange((double)json["coverage"]!["scores"]!["coverage"]!["value"]!, 0.8, 0.98);
        Assert.InRange((double)json["coverage"]!["scores"]!["mean_width"]!["value"]!, 150, 220);
        // The model that predicts learns from all rows, with intervals or without.
        Assert.Equal((double)plain["scores"]!["rmse"]!["value"]!, (double)json["scores"]!["rmse"]!["value"]!);
        Assert.Null(plain["coverage"]);
        Assert.Equal("prediction,lower,upper", csv[0]);
        var numbers = csv[1].Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.True(numbers[1] < numbers[0] && numbers[0] < numbers[2]);
        Assert.Contains("How many truths the intervals hold; a share of 0.9 is expected\n", judged, StringComparison.Ordinal);
        Assert.Contains("mean_width", judged, StringComparison.Ordinal);
        Assert.Contains("mean size", judged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sets_of_classes_keep_patients_together()
    {
        workshop.WithFile("visits.csv", "patient,x,ill\n" + string.Concat(Enumerable.Range(0, 240).Select(row => $"p{row % 40},{(row * 37) % 101},{((((row * 37) % 101) + ((row * 13) % 40)) > 70 ? "yes" : "no")}\n")));

        var text = (await workshop.RunAsync("train", "visits.csv", "--target", "ill", "--learner", "linear", "--interval", "0.8", "--group", "patient", "--cv", "3", "--out", "sets.model")).Done().Out;
        var csv = (await workshop.RunAsync("predict", "sets.model", "visits.csv", "--out", "sets.csv", "--keep", "ill")).Done();

        Assert.Contains("  Sets of classes for a share of 0.8 of new rows, from rows left out in 5 parts.\n", text, StringComparison.Ordinal);
        Assert.Contains("How many truths the sets hold; a share of 0.8 is expected\n", text, StringComparison.Ordinal);
        Assert.Contains("3-fold cross-validation", text, StringComparison.Ordinal);
        Assert.Contains("240 answers in sets.csv: ill, prediction, probability_no, probability_yes, set, set_size", csv.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var lines = File.ReadAllLines(Path.Combine(workshop.Folder, "sets.csv"));
        Assert.All(lines.Skip(1).Where(line => line.Length > 0), line => Assert.Contains(string.Join(',', line.Split(',')[^2..]), new[] { "no,1", "yes,1", "no|yes,2" }));
    }

    [Theory]
    [InlineData("train x.csv --target y --interval 90", "cambium train: --interval takes a number from 0 to 0.9999, not '90'. See 'cambium train --help'.")]
    [InlineData("train x.csv --target y --learner auto --interval 0.9", "cambium train: --interval is for one learner, but 'auto' tries many. Leave it out, and train the winner with it.")]
    [InlineData("train x.csv --target y --event-time day --interval 0.9", "cambium train: --interval promises nothing for rows of a later time than it learned from, but --event-time says that they are. Leave one out.")]
    [InlineData("tune x.csv --target y --interval 0.9", "cambium tune: There is no option '--interval'. See 'cambium tune --help'.")]
    public async Task A_wrong_word_is_named(string words, string line) => (await workshop.RunAsync(words.Split(' '))).Refused(2, line);

    [Fact]
    public async Task Too_few_rows_and_learners_without_a_target_are_refused()
    {
        workshop.WithSample("wine.csv").WithFile("few.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 20).Select(row => $"{row},{row * 2.5}\n")));

        var few = await workshop.RunAsync("train", "few.csv", "--target", "y", "--learner", "linear", "--interval", "0.99");
        var groups = await workshop.RunAsync("train", "wine.csv", "--learner", "k-means", "--interval", "0.9");

        Assert.Equal(1, few.Status);
        Assert.Contains(
            "The table cannot be learned from: to cover 0.99 of new rows takes at least 99 rows to calibrate by, but there are 16. Give more rows, lower Coverage.", few.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        groups.Refused(2, "cambium train: --interval goes with answers that can be true, but clustering has no target. Leave it out.");
    }
}
