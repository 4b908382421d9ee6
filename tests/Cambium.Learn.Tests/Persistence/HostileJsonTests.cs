using System.Text;
using System.Text.Json.Nodes;

namespace Cambium.Learn.Tests;

public sealed class HostileJsonTests : IDisposable
{
    const string Advice = "The file is damaged or was edited; save the model again.";

    readonly SavedModel _saved = new();

    public void Dispose() => _saved.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => Model.Load(_saved.Folder + "x"));

        Assert.Equal($"There is no folder '{_saved.Folder}x' to load a model from.", error.Message);
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("weights.safetensors")]
    public void A_file_that_is_not_there_is_named(string file)
    {
        File.Delete(Path.Combine(_saved.Folder, file));

        Assert.Equal($"it has no file {file}, expected MLmodel, model.json and weights.safetensors. Is this the folder of a model?", _saved.Refusal());
    }

    [Fact]
    public void A_newer_format_is_refused_with_both_numbers()
    {
        _saved.Edit(json => (json["format_version"], json["cambium_version"]) = (2, "7.1.0"));

        Assert.Equal(
            "model.json is of format version 2, but this version of Cambium (0.1.0) reads version 1. It was saved by Cambium 7.1.0; use that version or a newer one.",
            _saved.Refusal());
    }

    [Theory]
    [InlineData("rocket-forest")]
    [InlineData("../../etc/passwd")]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("")]
    public void An_unknown_kind_is_refused_by_name(string kind)
    {
        _saved.Edit(json => json["kind"] = kind);

        var known = string.Join(", ", RecipeCatalog.Learners.Concat(["classifier-pipeline", "regressor-pipeline", "clusterer-pipeline", "outlier-detector-pipeline"]));
        Assert.Equal(
            $"model.json tells of a model of kind '{kind}', which this version of Cambium (0.1.0) does not know; it knows {known}. Use the version that saved it.",
            _saved.Refusal());
    }

    [Fact]
    public void A_kind_that_is_not_the_recipes_is_refused()
    {
        _saved.Edit(json => json["kind"] = "mean-regressor");

        Assert.Equal($"model.json: 'kind' is 'mean-regressor', but 'recipe' is of kind 'classifier-pipeline'. {Advice}", _saved.Refusal());
    }

    [Fact]
    public void An_unknown_step_within_the_recipe_is_refused_by_name()
    {
        _saved.Edit(json => json["recipe"]!["steps"]![1]!["kind"] = "two-hot");

        Assert.Contains("'two-hot'", _saved.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_out_of_its_range_is_refused()
    {
        _saved.Edit(json => json["recipe"]!["last"]!["l2"] = -1);

        var refusal = _saved.Refusal();
        Assert.StartsWith("model.json: 'recipe' cannot be read: L2 must be a finite number of at least 0.", refusal, StringComparison.Ordinal);
        Assert.EndsWith(Advice, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_there_is_not_is_refused()
    {
        _saved.Edit(json => json["recipe"]!["last"]!["l3"] = 1);

        Assert.Contains("'l3'", _saved.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format_version")]
    [InlineData("kind")]
    [InlineData("recipe")]
    [InlineData("input")]
    [InlineData("target")]
    [InlineData("classes")]
    public void A_part_that_is_not_there_is_named(string part)
    {
        _saved.Edit(json => json.Remove(part));

        Assert.Equal($"model.json has no '{part}'. {Advice}", _saved.Refusal());
    }

    [Fact]
    public void A_step_that_is_not_there_is_named()
    {
        _saved.Edit(json => json.Remove("step_2"));

        Assert.Equal($"model.json has no part 'step_2'. {Advice}", _saved.Refusal());
    }

    [Fact]
    public void Columns_of_one_name_are_refused()
    {
        _saved.Edit(json => json["input"]!["fields"]![1]!["name"] = "a");

        Assert.Equal($"model.json: the columns of 'input' must have distinct names. {Advice}", _saved.Refusal());
    }

    [Fact]
    public void Equal_levels_and_classes_are_refused()
    {
        using var other = new SavedModel();
        _saved.Edit(json => json["input"]!["fields"]![3]!["levels"] = new JsonArray("x", "x"));
        other.Edit(json => json["classes"] = new JsonArray("x", "x"));

        Assert.Equal($"model.json: the levels of column 'colour' in 'input' must be distinct texts. {Advice}", _saved.Refusal());
        Assert.Equal($"model.json: the items of 'classes' must be distinct texts. {Advice}", other.Refusal());
    }

    [Fact]
    public void No_classes_are_refused()
    {
        _saved.Edit(json => json["classes"] = new JsonArray());

        Assert.Equal($"model.json: 'classes' is empty, expected at least one. {Advice}", _saved.Refusal());
    }

    [Fact]
    public void More_classes_than_weights_are_refused()
    {
        _saved.Edit(json => json["classes"]!.AsArray().Add("third"));

        Assert.StartsWith("weights.safetensors: 'last.coefficients' has 9 items, expected 27.", _saved.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"format_version\":1,\"format_version\":1}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("\u0000")]
    public void Text_that_is_no_JSON_is_refused(string text)
    {
        File.WriteAllText(_saved.Json, text);

        var refusal = _saved.Refusal();
        Assert.StartsWith("model.json", refusal, StringComparison.Ordinal);
        Assert.EndsWith("save the model again.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        var bytes = File.ReadAllBytes(_saved.Json);
        bytes[Encoding.UTF8.GetString(bytes).IndexOf("colour", StringComparison.Ordinal)] = 0xFF;
        File.WriteAllBytes(_saved.Json, bytes);

        Assert.Equal("model.json is no UTF-8. The file is damaged; save the model again.", _saved.Refusal());
    }

    [Fact]
    public void An_array_or_null_is_no_model()
    {
        File.WriteAllText(_saved.Json, "[1]");
        Assert.Equal("model.json is no JSON object. The file is damaged; save the model again.", _saved.Refusal());

        File.WriteAllText(_saved.Json, "null");
        Assert.Equal("model.json is no JSON object. The file is damaged; save the model again.", _saved.Refusal());
    }

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_overflow_the_stack()
    {
        File.WriteAllText(_saved.Json, string.Concat(Enumerable.Repeat("{\"a\":", 1_000_000)));

        Assert.Contains("maximum configured depth of 32", _saved.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_larger_than_any_model_is_refused_unread()
    {
        using (var stream = new FileStream(_saved.Json, FileMode.Open))
        {
            stream.SetLength(100_000_001);
        }

        Assert.Equal("model.json has 100000001 bytes, expected at most 100000000. The file is damaged; save the model again.", _saved.Refusal());
    }
}
