namespace Cambium.Cli.Tests;

/// <summary>cambium compare.</summary>
public sealed class CompareTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Two_models_are_told_apart_or_not_in_a_table_a_sentence_and_a_document()
    {
        await TrainAsync();

        var text = (await workshop.RunAsync("compare", "few.model", "all.model", "held.csv")).Done();
        var json = (await workshop.RunAsync("compare", "few.model", "all.model", "held.csv", "--metric", "rmse,mae", "--metric", "r2", "--bca", "--json")).Done().Json;
        var grouped = (await workshop.RunAsync("compare", "few.model", "few.model", "held.csv", "--group", "sex", "--json")).Done().Json;

        Assert.StartsWith("few.model and all.model on 442 rows of held.csv: 'progression'\n", text.Out, StringComparison.Ordinal);
        Assert.Contains("paired_bootstrap", text.Out, StringComparison.Ordinal);
        Assert.Contains("all.model is better by", text.Out, StringComparison.Ordinal);
        Assert.Equal(["rmse", "mae", "r2"], json["figures"]!.AsArray().Select(figure => (string)figure!["metric"]!));
        Assert.True((double)json["figures"]![0]!["high"]! < 0);
        Assert.False((bool)json["figures"]![0]!["higher_is_better"]!);
        Assert.EndsWith("all.model is better by more than chance.", (string)json["sentence"]!, StringComparison.Ordinal);
        Assert.Equal("sex", (string)grouped["group"]!);
        Assert.Equal(1, (double)grouped["figures"]![0]!["p_value"]!);
    }

    [Fact]
    public async Task What_cannot_be_compared_is_refused()
    {
        await TrainAsync();
        workshop.WithFile("bare.csv", "age,sex,body_mass_index,blood_pressure,total_cholesterol,ldl,hdl,cholesterol_hdl_ratio,log_triglycerides,glucose\n1,1,1,1,1,1,1,1,1,1\n");

        var metric = await workshop.RunAsync("compare", "few.model", "all.model", "held.csv", "--metric", "rmes");
        var kind = await workshop.RunAsync("compare", "few.model", "all.model", "held.csv", "--metric", "accuracy");
        var target = await workshop.RunAsync("compare", "few.model", "all.model", "bare.csv");
        var group = await workshop.RunAsync("compare", "few.model", "all.model", "held.csv", "--group", "sexx");

        Assert.StartsWith("cambium compare: There is no metric 'rmes'. Did you mean 'rmse'? There are: accuracy, ", metric.Error, StringComparison.Ordinal);
        Assert.StartsWith("cambium compare: The metric 'accuracy' judges classifiers, this is one of the regressors. Metrics of these: rmse, mse, ", kind.Error, StringComparison.Ordinal);
        Assert.Equal("cambium compare: bare.csv lacks the column 'progression' that the models predict, so their answers cannot be compared.\n", target.Error);
        Assert.StartsWith("cambium compare: There is no column 'sexx'. Did you mean 'sex'?", group.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_a_model_was_trained_on_is_named_as_such()
    {
        await TrainAsync();
        (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--register", "seen")).Done();
        workshop.WithFile("new.csv", string.Join('\n', File.ReadLines(Path.Combine(workshop.Folder, "diabetes.csv")).Take(200)) + "\n");

        var compared = (await workshop.RunAsync("compare", "models:/seen/1", "all.model", "held.csv")).Done();
        var judged = (await workshop.RunAsync("evaluate", "models:/seen/1", "held.csv")).Done();
        var unseen = (await workshop.RunAsync("evaluate", "models:/seen/1", "new.csv")).Done();
        var target = await workshop.RunAsync("compare", "few.model", "all.model", "held.csv", "--group", "progression");

        Assert.Contains("  models:/seen/1 was trained on this very table (run ", compared.Out, StringComparison.Ordinal);
        Assert.Contains("  models:/seen/1 was trained on this very table (run ", judged.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("very table", unseen.Out, StringComparison.Ordinal);
        target.Refused(2, "cambium compare: --group names 'progression', which the models predict. Name a column whose equal values belong together, such as a patient, or leave it out.");
    }

    async Task TrainAsync()
    {
        workshop.WithSample("diabetes.csv");
        File.Copy(Path.Combine(workshop.Folder, "diabetes.csv"), Path.Combine(workshop.Folder, "held.csv"), overwrite: true);
        if (Directory.Exists(Path.Combine(workshop.Folder, "all.model")))
        {
            return;
        }

        (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--out", "all.model")).Done();
        (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--drop", "body_mass_index,log_triglycerides,blood_pressure", "--out", "few.model")).Done();
    }
}
