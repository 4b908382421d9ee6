using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Searches registered models and their versions.</summary>
static class ModelSearchSql
{
    /// <summary>The ids of the models of a page, in order.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    internal static Page<long> FindModels(DbConnection connection, SqlDialect dialect, SearchRequest search)
    {
        var filter = PromptFilter.Of(FilterParser.Parse(search.Filter, SearchSchemas.Models));
        var orders = OrderParser.Parse(search.OrderBy, SearchSchemas.Models);
        var offset = PageToken.Decode(search.PageToken);
        var query = new SearchQuery(dialect);
        Filter(query, filter, "registered_model_tags", "registered_model_tags.model_id = registered_models.id");
        Order(query, orders, (table, key) => $"registered_model_tags AS {table} ON {table}.model_id = registered_models.id AND {table}.key = {key}");
        query.OrderByPresent("registered_models.name", ascending: true, isText: true);
        var rows = connection.Query<long>(query.Text("registered_models.id", "registered_models", search.MaxResults + 1L, offset), query.Parameters).AsList();
        return SearchPage.Of(rows, search, offset);
    }

    /// <summary>The versions of a page, in order.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    internal static Page<(long ModelId, int Version)> FindVersions(DbConnection connection, SqlDialect dialect, SearchRequest search)
    {
        var filter = PromptFilter.Of(FilterParser.Parse(search.Filter, SearchSchemas.Versions));
        var orders = OrderParser.Parse(search.OrderBy, SearchSchemas.Versions);
        var offset = PageToken.Decode(search.PageToken);
        var query = new SearchQuery(dialect);
        Filter(query, filter, "model_version_tags", "model_version_tags.model_id = model_versions.model_id AND model_version_tags.version = model_versions.version");
        Order(
            query,
            orders,
            (table, key) => $"model_version_tags AS {table} ON {table}.model_id = model_versions.model_id AND {table}.version = model_versions.version AND {table}.key = {key}");
        query.OrderByPresent("model_versions.updated", ascending: false);
        query.OrderByPresent("registered_models.name", ascending: true, isText: true);
        query.OrderByPresent("model_versions.version", ascending: false);
        var text = query.Text(
            "model_versions.model_id, model_versions.version",
            "model_versions JOIN registered_models ON registered_models.id = model_versions.model_id",
            search.MaxResults + 1L,
            offset);
        return SearchPage.Of(connection.Query<(long, int)>(text, query.Parameters).AsList(), search, offset);
    }

    static void Filter(SearchQuery query, PromptFilter filter, string tags, string owner)
    {
        if (filter.HidesPrompts)
        {
            query.Where(
                $"""
                NOT EXISTS (SELECT 1 FROM registered_model_tags AS prompt WHERE prompt.model_id = registered_models.id
                AND prompt.key = '{PromptFilter.Tag}' AND prompt.value = 'true')
                """);
        }

        foreach (var clause in filter.Clauses)
        {
            if (clause.Key.Field is { } field)
            {
                query.Where(query.Compare(field.Column, clause));
            }
            else
            {
                query.WhereHas(tags, owner, clause);
            }
        }
    }

    static void Order(SearchQuery query, IReadOnlyList<SearchOrder> orders, Func<string, string, string> tagJoin)
    {
        for (var i = 0; i < orders.Count; i++)
        {
            if (orders[i].Key.Field is { } field)
            {
                query.OrderByPresent(field.Column, orders[i].Ascending, isText: !field.IsNumber);
            }
            else
            {
                query.LeftJoin(tagJoin($"o{i}", query.Add(orders[i].Key.Name)));
                query.OrderBy($"o{i}.value", orders[i].Ascending, isText: true);
            }
        }
    }
}
