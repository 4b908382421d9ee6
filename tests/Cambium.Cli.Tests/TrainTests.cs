using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli.Tests;

/// <summary>cambium train, and what is done with what it made.</summary>
public sealed class TrainTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task A_training_tells_how_good_the_model_is_and_where_it_lies()
    {
        workshop.WithSample("credit-cards.csv");

        var answer = (await workshop.RunAsync("train", "credit-cards.csv", "--target", "card", "--drop", "share,expenditure", "--set", "trees=20", "--cv", "3", "--register", "cards")).Done();

        Assert.StartsWith("boosted-trees-classifier learns 'card' of credit-cards.csv (classification)\n", answer.Out, StringComparison.Ordinal);
        Assert.Contains("1,055 rows to learn from, 264 held out to judge by.", answer.Out, StringComparison.Ordinal);
        Assert.Contains("3-fold cross-validation", answer.Out, StringComparison.Ordinal);
        Assert.Contains("95% interval", answer.Out, StringComparison.Ordinal);
        Assert.Contains("Better than guessing by the classes' shares: log_loss ", answer.Out, StringComparison.Ordinal);
        Assert.Contains("What the answers rest on: loss of roc_auc when a column is shuffled", answer.Out, StringComparison.Ordinal);
        Assert.Contains("model  models:/cards/1\n", answer.Out, StringComparison.Ordinal);
        Assert.Contains("cambium predict models:/cards/1 credit-cards.csv\n", answer.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', answer.Out);
    }

    [Fact]
    public async Task A_held_out_part_of_one_class_is_judged_by_what_is_defined_and_the_model_kept()
    {
        workshop.WithFile("rare.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 7},{(i == 3 ? "yes" : "no")}\n")));

        var answer = (await workshop.RunAsync("train", "rare.csv", "--target", "y", "--learner", "linear", "--test", "0.1", "--out", "rare.model")).Done();
        var json = (await workshop.RunAsync("train", "rare.csv", "--target", "y", "--learner", "linear", "--test", "0.1", "--json")).Done().Json;

        Assert.Contains("What the answers rest on cannot be told: The score roc_auc is not defined for these rows,", answer.Out.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(workshop.Folder, "rare.model", "MLmodel")));
        Assert.Null(json["explanation"]);
        Assert.StartsWith("The score roc_auc is not defined for these rows", (string)json["undefined"]!, StringComparison.Ordinal);
        Assert.InRange((double)json["scores"]!["accuracy"]!["value"]!, 0, 1);
    }

    [Fact]
    public async Task A_place_that_is_taken_and_a_learner_that_is_not_there_are_refused_before_the_file_is_read()
    {
        workshop.WithFile("taken", "x");

        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--out", "taken")).Refused(
            1, $"cambium train: '{Path.Combine(workshop.Folder, "taken")}' is a file; a model is saved as a folder. Name another place.");
        Assert.StartsWith(
            "cambium train: There is no learner 'random-forest'. Did you mean 'random-forest-classifier'?", (await workshop.RunAsync("train", "no.csv", "--target", "y", "--learner", "random-forest")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_of_a_file_go_before_the_learner()
    {
        workshop.WithSample("iris.csv");
        workshop.WithFile("steps.yaml", "steps:\n  - standardize\n  - polynomial: {interactions_only: true}\n");

        var json = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--steps", "steps.yaml", "--json")).Done().Json;

        Assert.Equal("true", (string)json["settings"]!["polynomial.interactions_only"]!);
        Assert.Null(json["settings"]!["impute.numbers"]);
    }

    [Fact]
    public async Task A_file_that_is_none_of_steps_is_refused()
    {
        workshop.WithSample("iris.csv");
        workshop.WithFile("broken.yaml", "steps:\n  - standardise\n");

        var absent = await workshop.RunAsync("train", "iris.csv", "--target", "species", "--steps", "absent.yaml");
        var broken = await workshop.RunAsync("train", "iris.csv", "--target", "species", "--steps", "broken.yaml");

        Assert.Contains("There is no file 'absent.yaml' of steps. Name a YAML file that begins with 'steps:'.", absent.Error, StringComparison.Ordinal);
        Assert.Contains("broken.yaml, line 2: There is no step 'standardise'. Did you mean 'standardize'?", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_document_that_says_the_same()
    {
        workshop.WithSample("iris.csv");

        var json = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--cv", "3", "--json")).Done().Json;

        Assert.Equal("logistic-regression", (string)json["learner"]!);
        Assert.Equal("classification", (string)json["task"]!);
        Assert.Equal(120, (int)json["rows"]!["learn"]!);
        Assert.InRange((double)json["scores"]!["accuracy"]!["value"]!, 0.85, 1);
        Assert.InRange((double)json["cross_validation"]!["accuracy"]!["mean"]!, 0.85, 1);
        Assert.True((double)json["scores"]!["log_loss"]!["value"]! < (double)json["baseline"]!["log_loss"]!["value"]!);
        Assert.Equal(4, json["explanation"]!["columns"]!.AsArray().Count);
        Assert.Equal(32, ((string)json["run_id"]!).Length);
    }

    [Fact]
    public async Task A_number_with_many_values_is_predicted_as_a_number()
    {
        workshop.WithSample("diabetes.csv");

        var json = (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--json")).Done().Json;

        Assert.Equal("linear-regression", (string)json["learner"]!);
        Assert.InRange((double)json["scores"]!["r2"]!["value"]!, 0.3, 0.7);
    }

    [Fact]
    public async Task A_learner_that_predicts_a_column_asks_for_it()
    {
        workshop.WithSample("wine.csv");

        var family = await workshop.RunAsync("train", "wine.csv");
        var kind = await workshop.RunAsync("train", "wine.csv", "--learner", "logistic-regression");

        Assert.Equal(
            "cambium train: 'boosted-trees' learns to predict a column. Name it with --target COL; or choose a learner that needs none, as --learner k-means (all: cambium learners).\n",
            family.Error);
        Assert.Equal("cambium train: 'logistic-regression' learns to predict a column. Name it with --target COL.\n", kind.Error);
    }

    [Fact]
    public async Task A_learner_without_a_target_groups_rows_and_its_model_places_new_ones()
    {
        workshop.WithSample("wine.csv");

        var text = (await workshop.RunAsync("train", "wine.csv", "--drop", "cultivar", "--learner", "k-means", "--set", "clusters=3", "--out", "groups", "--store", "groups-shop")).Done();
        var judged = (await workshop.RunAsync("evaluate", "groups", "wine.csv", "--json")).Done().Json;
        var answers = (await workshop.RunAsync("predict", "groups", "wine.csv")).Done();
        var folds = await workshop.RunAsync("train", "wine.csv", "--learner", "k-means", "--cv", "3", "--store", "groups-shop");

        Assert.Contains("k-means learns wine.csv (clustering)", text.Out, StringComparison.Ordinal);
        Assert.Contains("Rows by cluster: 0: ", text.Out, StringComparison.Ordinal);
        Assert.InRange((double)judged["scores"]!["silhouette"]!["value"]!, 0.1, 1);
        Assert.StartsWith("cluster\n", answers.Out, StringComparison.Ordinal);
        Assert.Equal("cambium train: --cv judges answers by a target, but clustering has none. Leave it out.\n", folds.Error);
        Assert.Single((await workshop.RunAsync("runs", "list", "--store", "groups-shop", "--json")).Done().Json["runs"]!.AsArray());
    }

    [Fact]
    public async Task Learners_are_listed_by_what_they_do_and_with_their_settings()
    {
        var all = (await workshop.RunAsync("learners", "--json")).Done().Json;
        var one = (await workshop.RunAsync("learners", "linear-regression", "--json")).Done().Json;
        var wrong = await workshop.RunAsync("learners", "liner-regression");

        Assert.Contains(all["learners"]!.AsArray(), learner => (string)learner!["kind"]! == "logistic-regression" && (string)learner["task"]! == "classification");
        Assert.Equal("0", (string)one["settings"]!["l2"]!);
        Assert.Equal("cambium learners: There is no learner 'liner-regression'. Did you mean 'linear-regression'? All: cambium learners.\n", wrong.Error);
    }

    [Fact]
    public async Task Ten_distinct_whole_numbers_are_classes_unless_the_task_says_otherwise()
    {
        workshop.WithSample("digits.csv");

        var classes = (await workshop.RunAsync("train", "digits.csv", "--target", "digit", "--learner", "baseline", "--json")).Done().Json;
        var numbers = (await workshop.RunAsync("train", "digits.csv", "--target", "digit", "--learner", "baseline", "--task", "regression", "--json")).Done().Json;

        Assert.Equal("prior-classifier", (string)classes["learner"]!);
        Assert.Equal("mean-regressor", (string)numbers["learner"]!);
    }

    [Fact]
    public async Task The_line_that_comes_next_can_be_pasted_whatever_the_model_is_called()
    {
        workshop.WithSample("iris.csv");

        var answer = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--register", "iris of a garden")).Done();

        Assert.EndsWith("       cambium predict 'models:/iris of a garden/1' iris.csv\n", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_model_answers_as_the_registered_one_does()
    {
        workshop.WithSample("wine.csv");
        (await workshop.RunAsync("train", "wine.csv", "--target", "cultivar", "--set", "trees=10", "--out", "wine.model", "--register", "wine", "--store", "shop")).Done();

        var saved = (await workshop.RunAsync("predict", "wine.model", "wine.csv", "--keep", "alcohol")).Done();
        var registered = (await workshop.RunAsync("predict", "models:/wine/1", "wine.csv", "--store", "shop", "--out", "answers.csv", "--keep", "alcohol")).Done();

        Assert.Equal(saved.Out, File.ReadAllText(Path.Combine(workshop.Folder, "answers.csv")));
        Assert.StartsWith("alcohol,prediction,probability_", saved.Out, StringComparison.Ordinal);
        Assert.Equal(179, saved.Out.Count(letter => letter == '\n'));
        Assert.StartsWith("178 answers in answers.csv: alcohol, prediction, ", registered.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_reads_rows_and_writes_answers_as_Parquet_too()
    {
        workshop.WithSample("wine.csv");
        Table.ReadCsv(Path.Combine(workshop.Folder, "wine.csv")).WriteParquet(Path.Combine(workshop.Folder, "wine.parquet"));
        (await workshop.RunAsync("train", "wine.parquet", "--target", "cultivar", "--learner", "linear", "--out", "linear.model", "--store", "parquet-shop")).Done();

        (await workshop.RunAsync("predict", "linear.model", "wine.csv", "--out", "linear.csv", "--keep", "alcohol")).Done();
        (await workshop.RunAsync("predict", "linear.model", "wine.parquet", "--out", "linear.parquet", "--keep", "alcohol")).Done();

        Assert.Equal(Table.ReadCsv(Path.Combine(workshop.Folder, "linear.csv")).Fingerprint(), Table.ReadParquet(Path.Combine(workshop.Folder, "linear.parquet")).Fingerprint());
    }

    [Fact]
    public async Task A_model_is_judged_on_other_rows_and_by_group()
    {
        workshop.WithSample("mortgages.csv");
        (await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--learner", "linear", "--out", "m", "--store", "shop")).Done();

        var text = (await workshop.RunAsync("evaluate", "m", "mortgages.csv", "--by", "afam")).Done();
        var json = (await workshop.RunAsync("evaluate", "m", "mortgages.csv", "--by", "afam", "--json")).Done().Json;

        Assert.Contains("m on 2,380 rows of mortgages.csv: 'deny'", text.Out, StringComparison.Ordinal);
        Assert.Contains("With afam = yes the model calls ", text.Out, StringComparison.Ordinal);
        Assert.Equal(2380, json["confusion"]!.AsArray().Sum(count => (int)count!));
        Assert.Equal(2, json["groups"]!["groups"]!.AsArray().Count);
    }

    [Fact]
    public async Task Rows_without_a_target_are_left_out_and_counted()
    {
        workshop.WithFile("gaps.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{(i % 6 == 0 ? "" : i % 2 == 0 ? "even" : "odd")}\n")));

        var json = (await workshop.RunAsync("train", "gaps.csv", "--target", "y", "--learner", "baseline", "--json")).Done().Json;

        Assert.Equal(10, (int)json["rows"]!["without_target"]!);
        Assert.Equal(50, (int)json["rows"]!["learn"]! + (int)json["rows"]!["held_out"]!);
    }

    [Fact]
    public async Task Without_held_out_rows_there_is_a_model_but_no_judgement()
    {
        workshop.WithSample("iris.csv");

        var json = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "baseline", "--test", "0", "--out", "all", "--json")).Done().Json;

        Assert.Equal(150, (int)json["rows"]!["learn"]!);
        Assert.Null(json["scores"]);
        Assert.Equal("species", Model.Load(Path.Combine(workshop.Folder, "all")).Target);
    }

    [Fact]
    public async Task The_weight_is_no_feature()
    {
        workshop.WithSample("diabetes.csv");

        (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--weight", "age", "--learner", "linear", "--out", "weighted")).Done();

        Assert.DoesNotContain(Model.Load(Path.Combine(workshop.Folder, "weighted")).Input.Fields, field => field.Name is "age" or "progression");
    }

    [Fact]
    public async Task A_table_that_lacks_columns_is_refused_with_all_of_them()
    {
        workshop.WithSample("iris.csv").WithSample("diabetes.csv");
        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "baseline", "--out", "iris.model")).Done();

        var answer = await workshop.RunAsync("predict", "iris.model", "diabetes.csv");

        answer.Refused(
            1,
            "cambium predict: diabetes.csv lacks the columns sepal_length_cm, sepal_width_cm, petal_length_cm, petal_width_cm that the model reads. " +
            "It has: age, sex, body_mass_index, blood_pressure, total_cholesterol, ldl, hdl, cholesterol_hdl_ratio, log_triglycerides, glucose, progression.");
    }

    [Fact]
    public async Task Rows_without_the_target_cannot_be_judged()
    {
        workshop.WithSample("iris.csv").WithFile("bare.csv", "sepal_length_cm,sepal_width_cm,petal_length_cm,petal_width_cm\n5,3,1,0.2\n");
        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "baseline", "--out", "iris2.model")).Done();

        var answer = await workshop.RunAsync("evaluate", "iris2.model", "bare.csv");

        answer.Refused(1, "cambium evaluate: bare.csv lacks the column 'species' that the model predicts, so its answers cannot be judged. To have the answers alone: cambium predict.");
    }

    [Fact]
    public async Task A_column_that_gives_the_answer_away_is_asked_about()
    {
        workshop.WithFile("leaky.csv", "x,fee,paid\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{i * 37 % 101},{(i % 3 == 0 ? 12 : 0)},{(i % 3 == 0 ? "yes" : "no")}\n")));

        var leaky = (await workshop.RunAsync("train", "leaky.csv", "--target", "paid", "--allow-leak", "fee", "--json")).Done().Json;
        var sound = (await workshop.RunAsync("train", "leaky.csv", "--target", "paid", "--drop", "fee", "--json")).Done().Json;

        Assert.Equal("Nearly all of that rests on 'fee'. If it is not known before 'paid' is, it gives the answer away: train again with --drop fee.", (string)leaky["advice"]!);
        Assert.Null(sound["advice"]);
    }

    [Fact]
    public async Task A_training_whose_answers_are_given_away_is_stopped_before_it_begins()
    {
        workshop.WithSample("credit-cards.csv");

        var stopped = await workshop.RunAsync("train", "credit-cards.csv", "--target", "card", "--store", "stopped");
        var misspelt = await workshop.RunAsync("train", "credit-cards.csv", "--target", "card", "--allow-leak", "shares");
        var allowed = (await workshop.RunAsync("train", "credit-cards.csv", "--target", "card", "--allow-leak", "share,expenditure", "--set", "trees=5", "--json")).Done().Json;

        Assert.Equal(1, stopped.Status);
        Assert.StartsWith("cambium train: The answer is given away, so scores would mean nothing. 'share' alone tells 'card' with an area under the ROC curve of 0.98", stopped.Error, StringComparison.Ordinal);
        Assert.EndsWith(" To train without: --drop share,expenditure. Where known before the answer is: --allow-leak share,expenditure.\n", stopped.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(workshop.Folder, "stopped")));
        misspelt.Refused(2, "cambium train: --allow-leak names 'shares', but no such column is left to learn from. Did you mean 'share'?");
        Assert.Empty(allowed["leaks"]!.AsArray());
    }

    [Fact]
    public async Task With_a_time_the_newest_rows_are_held_out_and_later_dates_are_leaks()
    {
        var rows = Enumerable.Range(0, 300).Select(i => $"{new DateTime(2026, 1, 1).AddDays(i):yyyy-MM-dd},{new DateTime(2026, 1, 3).AddDays(i):yyyy-MM-dd},{i * 37 % 101},{(i * 53 % 7 > 3 ? "a" : "b")}\n");
        workshop.WithFile("events.csv", "asked,closed,x,y\n" + string.Concat(rows));

        var late = await workshop.RunAsync("train", "events.csv", "--target", "y", "--event-time", "asked");
        var no = await workshop.RunAsync("train", "events.csv", "--target", "y", "--event-time", "x");
        var fine = (await workshop.RunAsync("train", "events.csv", "--target", "y", "--event-time", "asked", "--drop", "closed", "--set", "trees=5", "--json")).Done().Json;

        late.Refused(
            1,
            "cambium train: The answer is given away, so scores would mean nothing. 'closed' lies after 'asked' in 100 % of rows, so it was not known when the answer was asked for; drop it. "
            + "To train without: --drop closed. Where known before the answer is: --allow-leak closed.");
        no.Refused(2, "cambium train: --event-time takes a column of dates, but 'x' holds values of type integer. Read it with --type x=date.");
        Assert.Equal((240, 60), ((int)fine["rows"]!["learn"]!, (int)fine["rows"]!["held_out"]!));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public async Task Tables_fit_the_width(int width)
    {
        workshop.WithSample("wine.csv");

        var answer = (await workshop.RunAsync([("COLUMNS", $"{width}")], "train", "wine.csv", "--target", "cultivar", "--learner", "linear", "--store", $"narrow{width}")).Done();

        Assert.Contains(answer.Out.Split('\n'), line => line.StartsWith(" cultivar_1 ", StringComparison.Ordinal));
        Assert.All(answer.Out.Split('\n').TakeWhile(line => !line.StartsWith("next ", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public async Task Without_a_learner_named_many_are_tried_and_the_winner_is_kept_as_a_model_and_as_a_program()
    {
        workshop.WithSample("iris.csv");

        var json = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "auto", "--budget", "2s", "--out", "auto.model", "--json")).Done().Json;

        Assert.Equal("auto", (string)json["learner"]!);
        Assert.Equal("baseline", json["auto"]!["leaderboard"]!.AsArray().Single(candidate => (int)candidate!["number"]! == 1)!["family"]!.ToString());
        Assert.Equal((string)json["auto"]!["code"]!, await File.ReadAllTextAsync(Path.Combine(workshop.Folder, "auto.model", "winner.cs"), TestContext.Current.CancellationToken));
        (await workshop.RunAsync("predict", "auto.model", "iris.csv")).Done();
    }

    [Fact]
    public async Task Trying_many_learners_keeps_groups_together_and_writes_the_rows_it_took_into_the_program()
    {
        workshop.WithSample("mortgages.csv");

        var json = (await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--learner", "auto", "--budget", "3s", "--group", "unemployment_rate", "--drop", "afam", "--seed", "4", "--json")).Done().Json;

        Assert.Contains("unemployment_rate", json["auto"]!["left_out"]!.AsArray().Select(name => (string)name!));
        Assert.Contains(
            "Table.Read(\"mortgages.csv\", new CsvOptions()).Drop(\"afam\").Split(0.8, groupBy: \"unemployment_rate\", seed: 4).First.Drop(\"unemployment_rate\");", (string)json["auto"]!["code"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_do_not_go_with_trying_many_learners_are_refused()
    {
        workshop.WithSample("iris.csv");

        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "auto", "--cv", "5"))
            .Refused(ExitStatus.Misuse, "cambium train: --cv would judge the learner that 'auto' chose by the rows that it was chosen by, and flatter it. Leave it out: the leaderboard is cross-validated, and --test holds out rows that judge the winner.");

        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "auto", "--budget", "soon"))
            .Refused(ExitStatus.Misuse, "cambium train: --budget takes a time from 1s to 24h, such as 60s, 5m or 1h, not 'soon'.");
        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--budget", "60s"))
            .Refused(ExitStatus.Misuse, "cambium train: --budget is for --learner auto, which tries many learners. Add it, or leave the budget out.");
        (await workshop.RunAsync("train", "iris.csv", "--learner", "auto"))
            .Refused(ExitStatus.Misuse, "cambium train: 'auto' learns to predict a column. Name it with --target COL.");
        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "auto", "--set", "trees=3"))
            .Refused(ExitStatus.Misuse, "cambium train: --set gives settings to one learner, but 'auto' tries many and tunes them itself. Leave it out.");
    }
}
