using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Searches registered models and their versions.</summary>
static class ModelSearchSql
{
    /// <summary>The models of a page, in order.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    internal static Page<RegisteredModelRow> FindModels(DbConnection connection, SqlDialect dialect, SearchRequest search)
    {
        var filter = PromptFilter.Of(FilterParser.Parse(search.Filter, SearchSchemas.Models));
        var orders = OrderParser.Parse(search.OrderBy, SearchSchemas.Models);
        var offset = PageToken.Decode(search.PageToken);
        var query = new SearchQuery(dialect);
        Filter(query, filter, "registered_model_tags", "registered_model_tags.model_id = m.id");
        Order(query, orders, (table, key) => $"registered_model_tags AS {table} ON {table}.model_id = m.id AND {table}.key = {key}");
        query.OrderByPresent("m.name", ascending: true, isText: true);
        var rows = connection.Query<RegisteredModelRow>(
            query.Text(RegisteredModelRow.Columns, "registered_models AS m", search.MaxResults + 1L, offset),
            query.Parameters).AsList();
        return SearchPage.Of(rows, search, offset);
    }

    /// <summary>The versions of a page, in order.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    internal static Page<ModelVersionRow> FindVersions(DbConnection connection, SqlDialect dialect, SearchRequest search)
    {
        var filter = PromptFilter.Of(FilterParser.Parse(search.Filter, SearchSchemas.Versions));
        var orders = OrderParser.Parse(search.OrderBy, SearchSchemas.Versions);
        var offset = PageToken.Decode(search.PageToken);
        var query = new SearchQuery(dialect);
        Filter(query, filter, "model_version_tags", "model_version_tags.model_id = v.model_id AND model_version_tags.version = v.version");
        Order(
            query,
            orders,
            (table, key) => $"model_version_tags AS {table} ON {table}.model_id = v.model_id AND {table}.version = v.version AND {table}.key = {key}");
        query.OrderByPresent("v.updated", ascending: false);
        query.OrderByPresent("m.name", ascending: true, isText: true);
        query.OrderByPresent("v.version", ascending: false);
        var text = query.Text(
            ModelVersionRow.Columns,
            "model_versions AS v JOIN registered_models AS m ON m.id = v.model_id",
            search.MaxResults + 1L,
            offset);
        return SearchPage.Of(connection.Query<ModelVersionRow>(text, query.Parameters).AsList(), search, offset);
    }

    static void Filter(SearchQuery query, PromptFilter filter, string tags, string owner)
    {
        if (filter.HidesPrompts)
        {
            query.Where(
                $"""
                NOT EXISTS (SELECT 1 FROM registered_model_tags AS prompt WHERE prompt.model_id = m.id
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
