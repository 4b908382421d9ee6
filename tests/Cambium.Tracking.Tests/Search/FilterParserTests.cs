using System.Globalization;

namespace Cambium.Tracking.Tests;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("metrics.loss < 0.5", "Metric loss < 0.5")]
    [InlineData("metric.loss>=-1e3", "Metric loss >= -1000")]
    [InlineData("metrics.loss = .5 and metrics.loss != 5.", "Metric loss = 0.5|Metric loss != 5")]
    [InlineData("metrics.`val loss` > 1 AnD metrics.\"a.b c\" <= 2", "Metric val loss > 1|Metric a.b c <= 2")]
    [InlineData("metrics.system/cpu > 1", "Metric system/cpu > 1")]
    [InlineData("params.lr = '0.1'", "Parameter lr = '0.1'")]
    [InlineData("param.lr like '%a_'", "Parameter lr LIKE '%a_'")]
    [InlineData("parameter.lr iLike \"%A\"", "Parameter lr ILIKE '%A'")]
    [InlineData("parameters.lr != ''", "Parameter lr != ''")]
    [InlineData("tags.mlflow.user = 'ann'", "Tag mlflow.user = 'ann'")]
    [InlineData("tag.`a'b` = \"it's\"", "Tag a'b = 'it's'")]
    [InlineData("tags.\"a AND b\" = 'x AND y = z'", "Tag a AND b = 'x AND y = z'")]
    [InlineData("`tags`.x = 'y'", "Tag x = 'y'")]
    [InlineData("status = 'FINISHED'", "Attribute status = 'FINISHED'")]
    [InlineData("attribute.status = 'a' AND attributes.status = 'b' AND attr.status = 'c' AND run.status = 'd'", "Attribute status = 'a'|Attribute status = 'b'|Attribute status = 'c'|Attribute status = 'd'")]
    [InlineData("run_id IN ('a', \"b\" ,'c')", "Attribute run_id IN (a,b,c)")]
    [InlineData("attributes.run_id not  in ('a',)", "Attribute run_id NOT IN (a)")]
    [InlineData("Created > 5 AND created < 9223372036854775807 AND end_time = 1.5", "Attribute start_time > 5|Attribute start_time < 9223372036854775807|Attribute end_time = 1.5")]
    [InlineData("`run name` = 'x' AND attributes.`Run name` = 'y' AND \"Run Name\" = 'z'", "Attribute run_name = 'x'|Attribute run_name = 'y'|Attribute run_name = 'z'")]
    [InlineData("dataset.name = 'mnist' AND datasets.digest IN ('d') AND dataset.context LIKE 'tr%'", "Dataset name = 'mnist'|Dataset digest IN (d)|Dataset context LIKE 'tr%'")]
    [InlineData("\tmetrics.a\n=\r\n1 ", "Metric a = 1")]
    [InlineData("metrics.ünï > 1", "Metric ünï > 1")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Filter_of_runs_is_read(string? filter, string clauses) => Assert.Equal(clauses, Read(filter, SearchSchemas.Runs));

    [Theory]
    [InlineData("   ", "Invalid filter '   '. Could not be parsed.")]
    [InlineData("metrics.a > 1 or metrics.b > 1", "Invalid clause(s) in filter string: 'or'")]
    [InlineData("metrics.a > 1 metrics.b > 1", "Invalid clause(s) in filter string: 'metrics.b'")]
    [InlineData("metrics.a > 1 AND", "Invalid clause(s) in filter string: 'AND'")]
    [InlineData("AND metrics.a > 1", "Invalid clause(s) in filter string: 'AND'")]
    [InlineData("NOT metrics.a > 1", "Invalid clause(s) in filter string: 'NOT'")]
    [InlineData("metrics.a", "Invalid clause(s) in filter string: 'metrics.a'")]
    [InlineData("metrics.a >", "Invalid clause(s) in filter string: 'metrics.a >'")]
    [InlineData("metrics.a > > 1", "Invalid clause(s) in filter string: 'metrics.a > >'")]
    [InlineData("metrics.a IS NULL", "Invalid clause(s) in filter string: 'metrics.a'")]
    [InlineData("(metrics.a > 1) AND metrics.b > 1", "Invalid clause(s) in filter string: '(metrics.a > 1)'")]
    [InlineData("metrics.a > 1 AND ((metrics.b > 1)", "Invalid clause(s) in filter string: '((metrics.b > 1)'")]
    [InlineData("'metrics.a' > 1", "Invalid clause(s) in filter string: ''metrics.a''")]
    [InlineData("5 > 1", "Invalid attribute key '5' specified. Valid keys are '{'run_id', 'run_name', 'status', 'artifact_uri', 'user_id', 'start_time', 'end_time'}'")]
    [InlineData("tags.a = 'b", "Invalid clause(s) in filter string: 'tags.a = 'b'")]
    [InlineData("tags.`a = 'b'", "Invalid clause(s) in filter string: 'tags.`a = 'b''")]
    [InlineData("tags.a = 'it''s'", "Invalid clause(s) in filter string: ''s''")]
    [InlineData("tags.a = 'b';", "Invalid clause(s) in filter string: ';'")]
    [InlineData("tags.a = 'b'; DROP TABLE runs", "Search filter contained multiple expression \"tags.a = 'b'; DROP TABLE runs\". Provide AND-ed expression list.")]
    [InlineData("bogus.a = 'b'", "Invalid entity type 'bogus'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")]
    [InlineData("Metrics.a = 1", "Invalid entity type 'Metrics'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")]
    [InlineData("bogus = 'b'", "Invalid attribute key 'bogus' specified. Valid keys are '{'run_id', 'run_name', 'status', 'artifact_uri', 'user_id', 'start_time', 'end_time'}'")]
    [InlineData("experiment_id = '1'", "Invalid attribute key 'experiment_id' specified. Valid keys are '{'run_id', 'run_name', 'status', 'artifact_uri', 'user_id', 'start_time', 'end_time'}'")]
    [InlineData("datasets.source = 'b'", "Invalid dataset key 'source' specified. Valid keys are '{'name', 'digest', 'context'}'")]
    [InlineData("metrics.a > '7'", "Expected numeric value type for metric. Found '7'")]
    [InlineData("metrics.a > NaN", "Expected numeric value type for metric. Found NaN")]
    [InlineData("metrics.a > 1e", "Expected numeric value type for metric. Found 1e")]
    [InlineData("metrics.a > +1", "Expected numeric value type for metric. Found +1")]
    [InlineData("start_time > '7'", "Expected numeric value type for numeric attribute: start_time. Found '7'")]
    [InlineData("params.a = 5", "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 5")]
    [InlineData("tags.a = 5", "Expected a quoted string value for tag (e.g. 'my-value'). Got value 5")]
    [InlineData("params.a = Abc", "Parameter value is either not quoted or unidentified quote types used for string value Abc. Use either single or double quotes.")]
    [InlineData("params.a = `Abc`", "Parameter value is either not quoted or unidentified quote types used for string value `Abc`. Use either single or double quotes.")]
    [InlineData("status = 5", "Expected a quoted string value or a list of quoted string values for attributes. Got value 5")]
    [InlineData("datasets.name = 5", "Expected a quoted string value for dataset attributes. Got value 5")]
    [InlineData("params.a > '1'", "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'LIKE'}'")]
    [InlineData("status >= 'a'", "Invalid comparator '>=' not one of '{'!=', '=', 'ILIKE', 'LIKE'}'")]
    [InlineData("run_id > 'a'", "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'LIKE', 'IN', 'NOT IN'}'")]
    [InlineData("metrics.a LIKE 1", "Invalid comparator 'LIKE' not one of '{'!=', '<', '<=', '=', '>', '>='}'")]
    [InlineData("metrics.a == 1", "Invalid comparator '==' not one of '{'!=', '<', '<=', '=', '>', '>='}'")]
    [InlineData("metrics.a <> 1", "Invalid comparator '<>' not one of '{'!=', '<', '<=', '=', '>', '>='}'")]
    [InlineData("status IN ('a')", "Only the 'run_id' attribute supports comparison with a list of quoted string values.")]
    [InlineData("params.a IN ('a')", "Expected a single value for 'a', but got the list ('a')")]
    [InlineData("metrics.a IN (1, 2)", "While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: (1, 2)")]
    [InlineData("run_id IN ()", "While parsing a list in the query, expected a non-empty list of string values, but got empty list")]
    [InlineData("run_id IN ('a' 'b')", "While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.")]
    [InlineData("run_id IN ('a'", "While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.")]
    [InlineData("run_id IN ('a', (", "While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: ('a', (")]
    [InlineData("run_id IN 'a'", "Expected a list of quoted string values behind IN, such as ('a', 'b'). Got value 'a'")]
    [InlineData("run_id = ('a')", "Invalid comparator '=' for the list ('a'); not one of '{'IN', 'NOT IN'}'")]
    [InlineData("tags.a = 'b\0'", "Invalid filter: it contains a NUL character.")]
    public void Filter_that_is_none_is_refused(string filter, string message) => Assert.Equal(message, Refusal(filter, SearchSchemas.Runs));

    [Theory]
    [InlineData("name ILIKE 'a%' AND creation_time > 5 AND tags.k = 'v'", "Attribute name ILIKE 'a%'|Attribute creation_time > 5|Tag k = 'v'")]
    [InlineData("attribute.last_update_time <= 5", "Attribute last_update_time <= 5")]
    public void Filter_of_experiments_is_read(string filter, string clauses) => Assert.Equal(clauses, Read(filter, SearchSchemas.Experiments));

    [Theory]
    [InlineData("metrics.a > 1", "Invalid entity type 'metrics'. Valid values are ['attribute', 'tag']")]
    [InlineData("experiment_id = '1'", "Invalid attribute key 'experiment_id' specified. Valid keys are '{'name', 'creation_time', 'last_update_time'}'")]
    [InlineData("name IN ('a')", "No attribute supports comparison with a list of quoted string values.")]
    public void Filter_of_experiments_that_is_none_is_refused(string filter, string message) => Assert.Equal(message, Refusal(filter, SearchSchemas.Experiments));

    [Theory]
    [InlineData("name = 'm' AND run_id IN ('a','b') AND version_number > 1", "Attribute name = 'm'|Attribute run_id IN (a,b)|Attribute version_number > 1")]
    [InlineData("version_number = '3' AND source_path LIKE 's3:%'", "Attribute version_number = 3|Attribute source_path LIKE 's3:%'")]
    [InlineData("tag.`mlflow.prompt.is_prompt` != 'true'", "Tag mlflow.prompt.is_prompt != 'true'")]
    public void Filter_of_versions_is_read(string filter, string clauses) => Assert.Equal(clauses, Read(filter, SearchSchemas.Versions));

    [Theory]
    [InlineData("attributes.name = 'm' AND model_type IN ('a') AND metrics.f1 > 0.5 AND params.p = 'x' AND tags.t ILIKE 'y'", "Attribute name = 'm'|Attribute model_type IN (a)|Metric f1 > 0.5|Parameter p = 'x'|Tag t ILIKE 'y'")]
    [InlineData("status = 2 AND status = 'LOGGED_MODEL_PENDING' AND status != 'READY' AND status = '3'", "Attribute status = 2|Attribute status = 1|Attribute status != 2|Attribute status = 3")]
    [InlineData("status IN ('READY', 'UPLOAD_FAILED', 'OTHER')", "Attribute status IN (2,3,-1)")]
    public void Filter_of_logged_models_is_read(string filter, string clauses) => Assert.Equal(clauses, Read(filter, SearchSchemas.LoggedModels));

    [Theory]
    [InlineData("metric.a > 1", "Invalid entity type 'metric'. Valid values are ['attributes', 'metrics', 'params', 'tags']")]
    [InlineData("status LIKE 'R%'", "Invalid comparator 'LIKE' not one of '{'!=', '=', 'IN', 'NOT IN'}'")]
    public void Filter_of_logged_models_that_is_none_is_refused(string filter, string message) => Assert.Equal(message, Refusal(filter, SearchSchemas.LoggedModels));

    [Fact]
    public void Filter_built_to_blow_up_is_refused_at_once()
    {
        Assert.Equal("Invalid filter: it has 262145 characters, but at most 262144 are allowed. Search in several parts.", Refusal(new string('(', (256 * 1024) + 1), SearchSchemas.Runs));
        Assert.StartsWith("Invalid clause(s) in filter string: '((((", Refusal(new string('(', 200_000), SearchSchemas.Runs), StringComparison.Ordinal);
        Assert.StartsWith("Invalid clause(s) in filter string: 'NOT'", Refusal(string.Concat(Enumerable.Repeat("NOT ", 50_000)), SearchSchemas.Runs), StringComparison.Ordinal);
        Assert.Equal("Invalid filter: it has more than 200 clauses. Search in several parts.", Refusal(Clauses(201), SearchSchemas.Runs));
        Assert.Equal("Invalid filter: a pattern has 1001 characters, but at most 1000 are allowed.", Refusal($"tags.a LIKE '{new string('%', 1001)}'", SearchSchemas.Runs));
        Assert.Equal(200, FilterParser.Parse(Clauses(200), SearchSchemas.Runs).Count);
    }

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        var random = new Random(4);
        string[] parts = ["metrics", ".", "a", " ", "'", "\"", "`", "(", ")", ",", ";", "=", "!=", "<", "AND", " AND ", "NOT ", "IN ", "LIKE ", "1", "-", "e", "'x'", "tags.a = 'b'", "run_id", "\\", "ü", "\t", "%"];
        for (var i = 0; i < 20_000; i++)
        {
            var filter = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                FilterParser.Parse(filter, SearchSchemas.Runs);
            }
            catch (TrackingException e)
            {
                Assert.Equal(TrackingErrorCode.InvalidParameterValue, e.Code);
            }
        }
    }

    static string Clauses(int count) => string.Join(" AND ", Enumerable.Repeat("metrics.a > 1", count));

    static string Read(string? filter, SearchSchema schema) => string.Join('|', FilterParser.Parse(filter, schema).Select(clause =>
        $"{clause.Key.Entity} {clause.Key.Name} {clause.Comparator} {ValueOf(clause.Value)}"));

    static string ValueOf(object value) => value switch
    {
        string text => $"'{text}'",
        string[] list => $"({string.Join(',', list)})",
        long[] list => $"({string.Join(',', list)})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Refusal(string filter, SearchSchema schema) => Assert.Throws<TrackingException>(() => FilterParser.Parse(filter, schema)).Message;
}
