using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Searches runs.</summary>
static class RunSearchSql
{
    /// <summary>The rows of the runs of a page, in order. A full page has a token, even where nothing follows.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    internal static Page<long> Find(DbConnection connection, SqlDialect dialect, RunSearch search)
    {
        var query = Matching(dialect, search);
        var orders = OrderParser.Parse(search.Search.OrderBy, SearchSchemas.Runs);
        var offset = PageToken.Decode(search.Search.PageToken);
        for (var i = 0; i < orders.Count; i++)
        {
            Order(query, orders[i], $"o{i}");
        }

        if (!orders.Any(order => order.Key is { Entity: SearchEntity.Attribute, Name: "start_time" }))
        {
            query.OrderByPresent("r.started", ascending: false);
        }

        query.OrderByPresent("r.id", ascending: true, isText: true);
        var most = search.Search.MaxResults;
        var rows = connection.Query<long>(query.Text("r.row", "runs AS r", most, offset), query.Parameters).AsList();
        return new Page<long>(rows, rows.Count == most ? PageToken.Encode(offset + most) : null);
    }

    /// <summary>How many runs match.</summary>
    /// <exception cref="TrackingException">The filter is not valid.</exception>
    internal static long Count(DbConnection connection, SqlDialect dialect, RunSearch search)
    {
        var query = Matching(dialect, search);
        return connection.ExecuteScalar<long>(query.CountText("runs AS r"), query.Parameters);
    }

    static SearchQuery Matching(SqlDialect dialect, RunSearch search)
    {
        var clauses = FilterParser.Parse(search.Search.Filter, SearchSchemas.Runs);
        var query = new SearchQuery(dialect);
        query.WhereOf(search.ExperimentIds, "r.experiment_id");
        query.WhereIs(search.View, "r.deleted");
        foreach (var clause in clauses)
        {
            Filter(query, clause);
        }

        return query;
    }

    static void Filter(SearchQuery query, FilterClause clause)
    {
        switch (clause.Key)
        {
            case { Entity: SearchEntity.Metric, Name: var name }:
                query.WhereExists(
                    $"""
                    latest_metrics WHERE latest_metrics.key = (SELECT id FROM metric_keys WHERE name = {query.Add(name)})
                    AND latest_metrics.run = r.row AND {query.CompareMetric("latest_metrics", clause)}
                    """);
                break;
            case { Entity: SearchEntity.Parameter }:
                query.WhereHas("parameters", "parameters.run = r.row", clause);
                break;
            case { Entity: SearchEntity.Tag }:
                query.WhereHas("tags", "tags.run = r.row", clause);
                break;
            case { Entity: SearchEntity.Dataset, Name: "context", Field: { } context }:
                query.WhereExists(
                    $"""
                    dataset_input_tags AS context WHERE context.run = r.row AND context.key = 'mlflow.data.context'
                    AND {query.Compare(context.Column, clause)}
                    """);
                break;
            case { Entity: SearchEntity.Dataset, Field: { } field }:
                query.WhereExists(
                    $"""
                    dataset_inputs JOIN datasets ON datasets.id = dataset_inputs.dataset_id
                    WHERE dataset_inputs.run = r.row AND {query.Compare(field.Column, clause)}
                    """);
                break;
            case { Field: { } field }:
                query.Where(query.Compare(field.Column, clause));
                break;
        }
    }

    static void Order(SearchQuery query, SearchOrder order, string table)
    {
        switch (order.Key)
        {
            case { Entity: SearchEntity.Metric, Name: var name }:
                query.LeftJoin(
                    $"latest_metrics AS {table} ON {table}.key = (SELECT id FROM metric_keys WHERE name = {query.Add(name)}) AND {table}.run = r.row");
                query.OrderByMetric(table, order.Ascending);
                break;
            case { Entity: SearchEntity.Parameter or SearchEntity.Tag, Name: var name, Entity: var entity }:
                query.LeftJoin(
                    $"{(entity == SearchEntity.Tag ? "tags" : "parameters")} AS {table} ON {table}.run = r.row AND {table}.key = {query.Add(name)}");
                query.OrderBy($"{table}.value", order.Ascending, isText: true);
                break;
            case { Field: { } field }:
                query.OrderBy(field.Column, order.Ascending, isText: !field.IsNumber);
                break;
        }
    }
}
