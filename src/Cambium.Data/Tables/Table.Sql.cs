using System.Data.Common;

namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>
    /// Reads the rows of a query, from any ADO.NET provider. Whole numbers are Int64; decimals, floating point and 64 bits without a sign Float64; times of day and spans seconds,
    /// Float64; dates and timestamps DateTime, those with a zone in UTC; texts, identifiers and enumerations Category where they repeat by the rule of <see cref="CsvOptions"/>, else String. A
    /// column whose values are of several kinds is one of texts. Columns that are declared as dates or truths and hold texts or 0 and 1, as SQLite's do, are DateTime and Boolean.
    /// </summary>
    /// <param name="connection">The connection; opened for the query where it is closed.</param>
    /// <param name="query">A SELECT.</param>
    /// <param name="parameters">Values by the names that stand in the query, such as ("@since", date).</param>
    /// <exception cref="TableException">Two columns share a name, or values are of a type that no column holds.</exception>
    /// <exception cref="DbException">The database refuses the query.</exception>
    public static Table ReadSql(DbConnection connection, string query, params IReadOnlyList<(string Name, object? Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrEmpty(query);
        ArgumentNullException.ThrowIfNull(parameters);
        return new SqlQuery(connection, query, parameters).Read();
    }

    /// <summary>
    /// Goes through the rows of a query in blocks. The query runs once for the schema and once for every enumeration. Types are those of <see cref="ReadSql"/> as the declarations and
    /// the first row tell them; texts are String.
    /// </summary>
    /// <param name="connection">The connection; opened for the query where it is closed. Nothing else can use it while blocks are read.</param>
    /// <param name="query">A SELECT.</param>
    /// <param name="options">The rows of a block.</param>
    /// <param name="parameters">Values by the names that stand in the query.</param>
    /// <exception cref="TableException">Two columns share a name, or values are of another type than the first row's.</exception>
    /// <exception cref="DbException">The database refuses the query.</exception>
    public static TableScan ScanSql(DbConnection connection, string query, ScanOptions options, params IReadOnlyList<(string Name, object? Value)> parameters)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrEmpty(query);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parameters);
        var read = new SqlQuery(connection, query, parameters);
        var schema = read.ReadSchema();
        return new TableScan(schema, () => read.Read(schema, options.BlockRows));
    }

    /// <summary>Writes the rows to a table of a database, many an INSERT, all or none. The table is made where it is not there.</summary>
    /// <param name="connection">The connection; opened for writing where it is closed.</param>
    /// <param name="name">The table's name; quoted, so that any name is only a name.</param>
    /// <param name="options">Schema, and what to do where the table is there.</param>
    /// <exception cref="TableException">The table has no columns, or one of sparse vectors.</exception>
    /// <exception cref="ArgumentException">A name is empty or holds a NUL character.</exception>
    /// <exception cref="DbException">The database refuses it, such as for a table that is there already.</exception>
    public void WriteSql(DbConnection connection, string name, SqlWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        new SqlWriter(connection, name, options).Write(this);
    }
}
