using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Searches e.</summary>
static class ExperimentSearchSql
{
    /// <summary>The ids of the experiments of a page, in order.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    internal static Page<long> Find(DbConnection connection, SqlDialect dialect, LifecycleView view, SearchRequest search)
    {
        var clauses = FilterParser.Parse(search.Filter, SearchSchemas.Experiments);
        var orders = OrderParser.Parse(search.OrderBy, SearchSchemas.Experiments);
        var offset = PageToken.Decode(search.PageToken);
        var query = new SearchQuery(dialect);
        query.WhereIs(view, "e.deleted");
        foreach (var clause in clauses)
        {
            if (clause.Key.Field is { } field)
            {
                query.Where(query.Compare(field.Column, clause));
            }
            else
            {
                query.WhereHas("experiment_tags", "experiment_tags.experiment_id = e.id", clause);
            }
        }

        for (var i = 0; i < orders.Count; i++)
        {
            Order(query, orders[i], $"o{i}");
        }

        if (orders.Count == 0)
        {
            query.OrderByPresent("e.created", ascending: false);
        }

        query.OrderByPresent("e.id", ascending: orders.Count == 0);
        var text = query.Text("e.id", "experiments AS e", search.MaxResults + 1L, offset);
        return SearchPage.Of(connection.Query<long>(text, query.Parameters).AsList(), search, offset);
    }

    static void Order(SearchQuery query, SearchOrder order, string table)
    {
        if (order.Key.Field is { } field)
        {
            query.OrderByPresent(field.Column, order.Ascending, isText: !field.IsNumber);
        }
        else
        {
            query.LeftJoin($"experiment_tags AS {table} ON {table}.experiment_id = e.id AND {table}.key = {query.Add(order.Key.Name)}");
            query.OrderBy($"{table}.value", order.Ascending, isText: true);
        }
    }
}
