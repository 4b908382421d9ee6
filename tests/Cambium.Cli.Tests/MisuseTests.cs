namespace Cambium.Cli.Tests;

/// <summary>A wrong command line: status 2, one line that says what was meant, nothing done.</summary>
public sealed class MisuseTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Theory]
    [InlineData("trian", "cambium: There is no command 'trian'. Did you mean 'train'? The commands are: quickstart, profile, check, data, train, tune, curve, learners, evaluate, compare, explain, counterfactual, report, fairness, slices, predict, runs, models, users, tokens, audit, server, gc, backup, restore, import. See 'cambium --help'.")]
    [InlineData("runs", "cambium runs: Name one of its commands: list, show, compare. See 'cambium runs --help'.")]
    [InlineData("models lits", "cambium models: There is no command 'lits'. Did you mean 'list'? The commands are: list, show, alias. See 'cambium models --help'.")]
    [InlineData("train x.csv", "cambium train: 'boosted-trees' learns to predict a column. Name it with --target COL; or choose a learner that needs none, as --learner k-means (all: cambium learners).")]
    [InlineData("train x.csv --target y --repeat 3", "cambium train: --repeat deals rows out to folds again, but there are none. Add --cv FOLDS, or leave it out.")]
    [InlineData("train x.csv --target", "cambium train: --target needs a value: --target COL. See 'cambium train --help'.")]
    [InlineData("train --taget deny x.csv", "cambium train: There is no option '--taget'. Did you mean '--target'? See 'cambium train --help'.")]
    [InlineData("profile", "cambium profile: DATA is needed: a CSV, TSV, JSON Lines (.jsonl) or Parquet file; text may be packed (.gz). Or its address: s3://BUCKET/KEY or https://; or a version of a dataset: NAME@VERSION. See 'cambium profile --help'.")]
    [InlineData("check a.csv", "cambium check: Name the checks with --against FILE, or have first ones written with --suggest.")]
    [InlineData("check a.csv --suggest --against b.yaml", "cambium check: --against and --suggest are two commands. Give one of them.")]
    [InlineData("check a.csv --against b.yaml --out c.yaml", "cambium check: --out goes with --suggest. Pages are written with --html FILE.")]
    [InlineData("data scna a.csv", "cambium data: There is no command 'scna'. Did you mean 'scan'? The commands are: scan, mask, add, list, diff, checkout, push, pull, gc. See 'cambium data --help'.")]
    [InlineData("data checkout prices", "cambium data checkout: 'prices' is no version of a dataset. Write it as NAME@VERSION, such as prices@3 or prices@latest.")]
    [InlineData("data push prices", "cambium data push: --to PLACE is needed: the store that gets them: a folder, or s3://BUCKET/PREFIX. See 'cambium data push --help'.")]
    [InlineData("data pull", "cambium data pull: --from PLACE is needed: the store that has them: a folder, or s3://BUCKET/PREFIX. See 'cambium data pull --help'.")]
    [InlineData("data diff prices@1", "cambium data diff: NEW is needed: what to compare it with: another version, or a file. See 'cambium data diff --help'.")]
    [InlineData("profile a.csv b.csv", "cambium profile: 'b.csv' is one word too many. See 'cambium profile --help'.")]
    [InlineData("profile a.csv --jsn", "cambium profile: There is no option '--jsn'. Did you mean '--json'? See 'cambium profile --help'.")]
    [InlineData("train x.csv --target y --seed one", "cambium train: --seed takes a whole number, not 'one'. See 'cambium train --help'.")]
    [InlineData("train x.csv --target y --test 2", "cambium train: --test takes a number from 0 to 0.9, not '2'. See 'cambium train --help'.")]
    [InlineData("train x.csv --target y --cv -1", "cambium train: --cv takes a whole number from 0 to 1000, not '-1'. See 'cambium train --help'.")]
    [InlineData("server --port 70000", "cambium server: --port takes a whole number from 0 to 65535, not '70000'. See 'cambium server --help'.")]
    [InlineData("gc --older-than soon", "cambium gc: --older-than takes a span such as 30d, 12h or 2w, not 'soon'. See 'cambium gc --help'.")]
    [InlineData("models alias m champion one", "cambium models alias: VERSION is a number from 1, not 'one'. See 'cambium models alias --help'.")]
    [InlineData("runs compare 1234", "cambium runs compare: RUN is needed: the ids of two or more runs, or their first characters. See 'cambium runs compare --help'.")]
    public async Task A_wrong_word_is_named(string words, string line)
    {
        var answer = await workshop.RunAsync(words.Split(' '));

        answer.Refused(2, line);
    }

    [Theory]
    [InlineData("--task clasification", "cambium train: --task takes classification or regression, not 'clasification'. Did you mean 'classification'?")]
    [InlineData("--set trees", "cambium train: --set takes KEY=VALUE, such as --set trees=300, not 'trees'.")]
    [InlineData("--set trees=9 --set Trees=8", "cambium train: --set names 'Trees' twice. Give it once.")]
    [InlineData("--set trees=many", "cambium train: The setting 'trees' of 'boosted-trees-classifier' is 'many', expected a whole number.")]
    [InlineData("--set trees=0", "cambium train: The setting 'trees' of 'boosted-trees-classifier' is '0': Trees must be between 1 and 100000.")]
    [InlineData("--type width=nmber", "cambium train: --type knows no type 'nmber'. Did you mean 'number'? The types are: number, integer, bool, date, category, text.")]
    [InlineData("--type number", "cambium train: --type takes COL=TYPE, such as --type zip=category, not 'number'.")]
    [InlineData("--delimiter ab", "cambium train: --delimiter takes one ASCII character, or 'tab', not 'ab'.")]
    [InlineData("--drop colour", "cambium train: 'colour' is both --target and dropped. Take it out of --drop.")]
    [InlineData("--weight colour", "cambium train: 'colour' is both --target and --weight. Name two columns.")]
    [InlineData("--drop widht", "cambium train: There is no column 'widht'. Did you mean 'width'? The columns are: width, colour.")]
    [InlineData("--weight mass", "cambium train: There is no column 'mass'. The columns are: width, colour.")]
    [InlineData("--learner linear --task regression --set l2=-1", "cambium train: The setting 'l2' of 'linear-regression' is '-1': L2 must be a finite number of at least 0.")]
    [InlineData("--learner logistic-regression --task regression", "cambium train: 'logistic-regression' is made for classification, but --task asks for regression. Leave out one of the two.")]
    public async Task A_wrong_value_is_named_with_what_would_do(string words, string line)
    {
        workshop.WithFile("small.csv", "width,colour\n1,red\n2,blue\n3,red\n4,blue\n5,red\n6,blue\n");

        var answer = await workshop.RunAsync(["train", "small.csv", "--target", "colour", .. words.Split(' ')]);

        answer.Refused(2, line);
        Assert.False(Directory.Exists(Path.Combine(workshop.Folder, "cambium-data")));
    }

    [Fact]
    public async Task A_misspelt_learner_gets_a_suggestion()
    {
        workshop.WithFile("small.csv", "width,colour\n1,red\n2,blue\n3,red\n4,blue\n5,red\n6,blue\n");

        var answer = await workshop.RunAsync("train", "small.csv", "--target", "colour", "--learner", "logistc-regression");

        Assert.StartsWith("cambium train: There is no learner 'logistc-regression'. Did you mean 'logistic-regression'? The learners are: boosted-trees, linear, baseline, auto, ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, answer.Status);
    }

    [Fact]
    public async Task A_misspelt_target_gets_a_suggestion()
    {
        workshop.WithFile("small.csv", "width,colour\n1,red\n2,blue\n3,red\n4,blue\n5,red\n6,blue\n");

        var answer = await workshop.RunAsync("train", "small.csv", "--target", "color");

        answer.Refused(2, "cambium train: There is no column 'color'. Did you mean 'colour'? The columns are: width, colour.");
    }
}
