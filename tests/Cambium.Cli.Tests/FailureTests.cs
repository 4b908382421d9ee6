namespace Cambium.Cli.Tests;

/// <summary>A command that was understood but cannot be done: status 1, one line that says why and what to do.</summary>
public sealed class FailureTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task A_missing_file_is_named_with_the_nearest_one()
    {
        workshop.WithSample("iris.csv");

        var answer = await workshop.RunAsync("profile", "irsi.csv");

        answer.Refused(1, $"cambium profile: There is no file 'irsi.csv'. Did you mean 'iris.csv'? Check the name, or the folder you are in ({workshop.Folder}).");
    }

    [Fact]
    public async Task A_folder_is_no_table() =>
        (await workshop.RunAsync("profile", ".")).Refused(1, "cambium profile: '.' is a folder. Name a CSV, TSV, JSON Lines or Parquet file in it.");

    [Fact]
    public async Task A_name_that_no_model_can_have_is_refused_before_anything_is_learned()
    {
        workshop.WithSample("iris.csv");

        var answer = await workshop.RunAsync("train", "iris.csv", "--target", "species", "--register", "a/b", "--store", "unmade");

        answer.Refused(1, "cambium train: 'a/b' cannot name a model: it holds '/'. Give a plain name, such as 'mortgages'.");
        Assert.False(Directory.Exists(Path.Combine(workshop.Folder, "unmade")));
    }

    [Theory]
    [InlineData("a,b\n", "The table has a line of column names and no rows, so there is nothing to learn.")]
    [InlineData("a,b\n1,x\n", "Only one row has a target 'b', and a part is held out to judge by. Give more rows, or learn from it alone with --test 0.")]
    public async Task Too_few_rows_to_learn_from_are_told(string text, string message)
    {
        workshop.WithFile("few.csv", text);

        (await workshop.RunAsync("train", "few.csv", "--target", "b")).Refused(1, $"cambium train: {message}");
    }

    [Fact]
    public async Task A_ragged_file_is_refused_with_its_line()
    {
        workshop.WithFile("ragged.csv", "a,b\n1,2\n3\n");

        var answer = await workshop.RunAsync("profile", "ragged.csv");

        Assert.Equal(1, answer.Status);
        Assert.Equal("", answer.Out);
        var line = Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains("ragged.csv", line, StringComparison.Ordinal);
        Assert.Contains("line 3", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs list")]
    [InlineData("runs show 1234")]
    [InlineData("models list")]
    [InlineData("models show mortgages")]
    [InlineData("models alias mortgages champion 1")]
    public async Task A_store_that_is_not_there_is_not_made(string words)
    {
        var answer = await workshop.RunAsync([.. words.Split(' '), "--store", "nowhere"]);

        Assert.Equal(1, answer.Status);
        Assert.EndsWith(": There is no tracking store in 'nowhere'. Name its folder with --store, or make one with 'cambium train' or 'cambium quickstart'.\n", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(workshop.Folder, "nowhere")));
    }

    [Fact]
    public async Task Free_text_is_refused_with_the_words_that_help()
    {
        workshop.WithFile("people.csv", "name,note,age,rich\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"person {i},\"note, {i}\",{20 + i},{(i % 3 == 0 ? "yes" : "no")}\n")));

        var answer = await workshop.RunAsync("train", "people.csv", "--target", "rich");

        answer.Refused(1, "cambium train: Columns 'name', 'note' hold free text, which no learner here reads. Add --drop name,note, or read a column whose values repeat with --type name=category.");
    }

    [Fact]
    public async Task Dates_are_no_target()
    {
        workshop.WithFile("days.csv", "day,x\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n");

        var answer = await workshop.RunAsync("train", "days.csv", "--target", "day");

        answer.Refused(1, "cambium train: The target 'day' holds dates, which no learner predicts. Choose another --target, or turn the dates into numbers first.");
    }

    [Fact]
    public async Task A_target_without_other_columns_is_refused()
    {
        workshop.WithFile("lone.csv", "x,y\n1,a\n2,b\n3,a\n");

        var answer = await workshop.RunAsync("train", "lone.csv", "--target", "y", "--drop", "x");

        answer.Refused(1, "cambium train: Beside the target 'y' no column is left to learn from.");
    }

    [Fact]
    public async Task A_folder_that_holds_no_model_is_refused()
    {
        workshop.WithSample("iris.csv");

        var answer = await workshop.RunAsync("predict", "nowhere", "iris.csv");

        answer.Refused(1, "cambium predict: There is no folder 'nowhere'. Name the folder of a saved model, or a registered one as models:/NAME/VERSION or models:/NAME@ALIAS.");
    }

    [Fact]
    public async Task Verbose_adds_the_stack_trace()
    {
        var answer = await workshop.RunAsync("profile", "nothing.csv", "--verbose");

        Assert.Equal(1, answer.Status);
        Assert.StartsWith("cambium profile: There is no file 'nothing.csv'.", answer.Error, StringComparison.Ordinal);
        Assert.Contains("   at Cambium.Cli.", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_on_an_outside_address_is_refused()
    {
        var answer = await workshop.RunAsync("server", "--host", "0.0.0.0", "--port", "0");

        Assert.Equal(2, answer.Status);
        Assert.Contains("0.0.0.0", Assert.Single(answer.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }
}
