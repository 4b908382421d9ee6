using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Searches logged models.</summary>
static class LoggedModelSearchSql
{
    const int MaxDatasets = 100;

    /// <summary>The models of a page, in order.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    internal static Page<LoggedModelRow> Find(DbConnection connection, SqlDialect dialect, LoggedModelSearch search)
    {
        var clauses = FilterParser.Parse(search.Search.Filter, SearchSchemas.LoggedModels);
        var offset = LoggedModelToken.Decode(search);
        var query = new SearchQuery(dialect);
        query.WhereOf(search.ExperimentIds, "m.experiment_id");
        query.WhereIs(LifecycleView.Active, "m.deleted");
        foreach (var clause in clauses)
        {
            Filter(query, clause, search.Datasets);
        }

        RefuseTooMany(search);
        for (var i = 0; i < search.OrderBy.Count; i++)
        {
            Order(query, search.OrderBy[i], $"o{i}");
        }

        query.OrderByPresent("m.created", ascending: false);
        query.OrderByPresent("m.row", ascending: false);
        var most = search.Search.MaxResults;
        var text = query.Text(LoggedModelRow.Columns, "logged_models AS m", most + 1L, offset);
        var rows = connection.Query<LoggedModelRow>(text, query.Parameters).AsList();
        return rows.Count <= most
            ? new Page<LoggedModelRow>(rows, null)
            : new Page<LoggedModelRow>(rows[..most], LoggedModelToken.Encode(search, offset + most));
    }

    static void Filter(SearchQuery query, FilterClause clause, IReadOnlyList<(string Name, string? Digest)> datasets)
    {
        switch (clause.Key)
        {
            case { Entity: SearchEntity.Metric, Name: var name }:
                var each = datasets.Select(one => Dataset(query, "logged_model_metrics", one.Name, one.Digest));
                var measuredOn = datasets.Count == 0 ? "" : $"AND ({string.Join(" OR ", each)})";
                query.WhereExists(
                    $"""
                    logged_model_metrics WHERE logged_model_metrics.model = m.row AND logged_model_metrics.key = {query.Add(name)}
                    AND {query.CompareMetric("logged_model_metrics", clause)} {measuredOn}
                    """);
                break;
            case { Entity: SearchEntity.Parameter }:
                query.WhereHas("logged_model_parameters", "logged_model_parameters.model = m.row", clause);
                break;
            case { Entity: SearchEntity.Tag }:
                query.WhereHas("logged_model_tags", "logged_model_tags.model = m.row", clause);
                break;
            case { Field: { } field }:
                query.Where(query.Compare(field.Column, clause));
                break;
        }
    }

    /// <summary>By an attribute, or by the latest point of a metric.</summary>
    static void Order(SearchQuery query, LoggedModelOrder order, string table)
    {
        const string metrics = "metrics.";
        if (!order.Field.StartsWith(metrics, StringComparison.Ordinal))
        {
            var key = OrderParser.KeyOf(order.Field, SearchSchemas.LoggedModels);
            var field = key.Field ?? throw new TrackingException($"Invalid order by field name: {order.Field}");
            query.OrderBy(field.Column, order.Ascending, isText: !field.IsNumber && field.Stored is null);
            return;
        }

        var name = query.Add(OrderParser.KeyOf(order.Field, SearchSchemas.LoggedModels).Name);
        var measuredOn = order.DatasetName is null ? "" : $"AND {Dataset(query, "latest", order.DatasetName, order.DatasetDigest)}";
        query.LeftJoin(
            $"""
            logged_model_metrics AS {table} ON {table}.model = m.row AND {table}.key = {name} AND ({table}.time, {table}.step, {table}.run_id) =
            (SELECT latest.time, latest.step, latest.run_id FROM logged_model_metrics AS latest WHERE latest.model = m.row
            AND latest.key = {name} {measuredOn} ORDER BY latest.time DESC, latest.step DESC, latest.run_id LIMIT 1)
            """);
        query.OrderByMetric(table, order.Ascending);
    }

    static string Dataset(SearchQuery query, string table, string name, string? digest) => string.IsNullOrEmpty(digest)
        ? $"{table}.dataset_name = {query.Add(name)}"
        : $"({table}.dataset_name = {query.Add(name)} AND {table}.dataset_digest = {query.Add(digest)})";

    static void RefuseTooMany(LoggedModelSearch search)
    {
        if (search.OrderBy.Count > OrderParser.MaxKeys)
        {
            throw new TrackingException($"Invalid order_by: it has {search.OrderBy.Count} keys, but at most {OrderParser.MaxKeys} are allowed.");
        }

        if (search.Datasets.Count > MaxDatasets)
        {
            throw new TrackingException($"Invalid datasets: there are {search.Datasets.Count}, but at most {MaxDatasets} are allowed.");
        }
    }
}
