using System.Text.Json;

namespace Cambium.Data.Tests;

public sealed class EquatableArrayTests
{
    [Fact]
    public void Lists_of_equal_items_in_equal_order_are_equal()
    {
        EquatableArray<string> one = ["a", "b"];
        EquatableArray<string> same = ["a", "b"];
        EquatableArray<string> turned = ["b", "a"];

        Assert.True(one == same && one.Equals((object)same) && one.GetHashCode() == same.GetHashCode());
        Assert.True(one != turned && !one.Equals(null));
    }

    [Fact]
    public void The_default_is_the_empty_list()
    {
        EquatableArray<int> none = default;
        EquatableArray<int> empty = [];

        Assert.Equal(empty, none);
        Assert.Equal(empty.GetHashCode(), none.GetHashCode());
        Assert.Empty(none);
        Assert.Equal(-1, none.IndexOf(1));
        Assert.Equal("[]", none.ToString());
    }

    [Fact]
    public void Changing_the_source_changes_nothing()
    {
        int[] source = [1, 2];
        var list = source.ToEquatableArray();
        source[0] = 9;

        Assert.Equal(1, list[0]);
        Assert.Equal(1, list.IndexOf(2));
        Assert.Equal("[1, 2]", list.ToString());
    }

    [Fact]
    public void A_record_with_a_list_is_equal_by_value()
    {
        Assert.Equal(new CsvOptions { MissingTokens = ["x"] }, new CsvOptions { MissingTokens = ["x"] });
        Assert.NotEqual(new CsvOptions { MissingTokens = ["x"] }, new CsvOptions());
    }

    [Fact]
    public void Json_is_a_plain_array_and_reads_back()
    {
        EquatableArray<Field> fields = [new("a", ColumnType.Category) { Levels = ["x"] }];

        var json = JsonSerializer.Serialize(fields);

        Assert.Equal("""[{"Name":"a","Type":4,"Levels":["x"]}]""", json);
        Assert.Equal(fields, JsonSerializer.Deserialize<EquatableArray<Field>>(json));
    }

    [Fact]
    public void Null_among_objects_is_refused_when_read_and_kept_among_texts()
    {
        var refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<EquatableArray<Field>>("""[{"Name":"a","Type":4,"Levels":["x"]},null]"""));

        Assert.Equal("A list of Field holds null at place 1.", refused.Message);
        Assert.Equal(["a", null], JsonSerializer.Deserialize<EquatableArray<string?>>("""["a",null]"""));
        Assert.Equal([1.5, null], JsonSerializer.Deserialize<EquatableArray<double?>>("[1.5,null]"));
    }
}
