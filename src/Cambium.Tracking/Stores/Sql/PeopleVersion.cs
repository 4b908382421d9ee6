using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>A number that grows with every change of who may do what.</summary>
static class PeopleVersion
{
    internal static long Of(DbConnection connection) => connection.ExecuteScalar<long>("SELECT version FROM people_version");

    internal static void Raise(DbConnection connection) => connection.Execute("UPDATE people_version SET version = version + 1");
}
