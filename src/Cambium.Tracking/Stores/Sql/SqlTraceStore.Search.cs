using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

sealed partial class SqlTraceStore
{
    /// <inheritdoc/>
    public Page<TraceRecord> SearchTraces(IReadOnlyList<long> experimentIds, SearchRequest search) => database.Read(connection =>
    {
        var clauses = FilterParser.Parse(search.Filter, SearchSchemas.Traces);
        var orders = OrderParser.Parse(search.OrderBy, SearchSchemas.Traces);
        var offset = PageToken.Decode(search.PageToken);
        var query = new SearchQuery(database.Dialect);
        query.WhereOf(experimentIds, "traces.experiment_id");
        foreach (var clause in clauses)
        {
            if (clause.Key.Field is { } field)
            {
                query.Where(query.Compare(field.Column, clause));
            }
            else
            {
                var table = TableOf(clause.Key.Entity);
                query.WhereHas(table, $"{table}.trace = traces.row", clause);
            }
        }

        for (var i = 0; i < orders.Count; i++)
        {
            Order(query, orders[i], $"o{i}");
        }

        if (orders.Count == 0)
        {
            query.OrderByPresent("traces.started", ascending: false);
        }

        query.OrderByPresent("traces.id", ascending: true);
        var rows = connection.Query<long>(query.Text("traces.row", "traces", search.MaxResults + 1L, offset), query.Parameters).AsList();
        var page = SearchPage.Of(rows, search, offset);
        return new Page<TraceRecord>(Load(connection, page.Items), page.NextToken);
    }, () => SearchText.Of("traces", search, experimentIds.Count));

    static void Order(SearchQuery query, SearchOrder order, string table)
    {
        if (order.Key.Field is { } field)
        {
            query.OrderBy(field.Column, order.Ascending, isText: !field.IsNumber);
        }
        else
        {
            query.LeftJoin($"{TableOf(order.Key.Entity)} AS {table} ON {table}.trace = traces.row AND {table}.key = {query.Add(order.Key.Name)}");
            query.OrderBy($"{table}.value", order.Ascending, isText: true);
        }
    }

    /// <summary>What the schema calls a parameter is metadata here: a key and a value that never change.</summary>
    static string TableOf(SearchEntity entity) => entity == SearchEntity.Tag ? "trace_tags" : "trace_metadata";

    /// <summary>Traces by their rows, in their order.</summary>
    List<TraceRecord> Load(DbConnection connection, IReadOnlyList<long> rows)
    {
        var In = database.Dialect.In("trace", "@rows");
        var parameters = new { rows = rows.ToArray() };
        var traces = connection.Query<TraceRow>($"{TraceRow.Select} WHERE {database.Dialect.In("row", "@rows")}", parameters).ToDictionary(trace => trace.Row);
        var tags = Pairs("trace_tags");
        var metadata = Pairs("trace_metadata");
        var assessments = connection
            .Query<(long Trace, string Id, string Content)>($"SELECT trace, id, content FROM trace_assessments WHERE {In} ORDER BY created, id", parameters)
            .ToLookup(one => one.Trace, one => new TraceAssessment(one.Id, one.Content));
        return
        [
            .. rows.Where(traces.ContainsKey).Select(row => traces[row].Record() with
            {
                Tags = [.. tags[row]],
                Metadata = [.. metadata[row]],
                Assessments = [.. assessments[row]],
            }),
        ];

        ILookup<long, KeyValuePair<string, string>> Pairs(string table) => connection
            .Query<OwnedPair>($"SELECT trace AS Owner, key AS Key, value AS Value FROM {table} WHERE {In} ORDER BY key", parameters)
            .ToLookup(pair => pair.Owner, pair => KeyValuePair.Create(pair.Key, pair.Value));
    }
}
