using System.Data.Common;
using System.Globalization;
using Cambium.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Cambium.Tracking.Tests;

public sealed class SqlTableTests(PostgresServer server)
{
    static readonly DateTime Noon = new(2026, 1, 31, 12, 0, 0, 250);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_reads_back_on_both_databases(bool isPostgres)
    {
        using var connection = Open(isPostgres);
        var table = Sample(1234);

        table.WriteSql(connection, "sample", new SqlWriteOptions());
        var read = Table.ReadSql(connection, "SELECT * FROM sample ORDER BY id");

        Assert.Equal(table.Schema, read.Schema);
        Assert.Equal(table.Fingerprint(), read.Fingerprint());
        Assert.Equal(DateTimeKind.Utc, read.Column<DateTime>("utc").Values[1].Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_scan_gives_the_same_rows_in_blocks_with_texts_as_texts(bool isPostgres)
    {
        using var connection = Open(isPostgres);
        var table = Sample(100);
        table.WriteSql(connection, "sample", new SqlWriteOptions());

        var scan = Table.ScanSql(connection, "SELECT * FROM sample WHERE id >= @least ORDER BY id", new ScanOptions { BlockRows = 7 }, ("@least", 10L));

        var blocks = scan.ToArray();
        Assert.Equal(90, blocks.Sum(block => block.RowCount));
        Assert.All(blocks, block => Assert.Equal(scan.Schema, block.Schema));
        Assert.Equal(ColumnType.String, scan.Schema.Find("city")!.Type);
        Assert.Equal(table.Schema.Fields.Where(field => field.Type != ColumnType.Category).Select(field => field.Type), scan.Schema.Fields.Where(field => field.Name != "city").Select(field => field.Type));
        Assert.Equal(90, scan.Profile().Rows);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Names_are_only_names(bool isPostgres)
    {
        using var connection = Open(isPostgres);
        const string Name = "a\"; DROP TABLE \"victim\"; --";
        Execute(connection, "CREATE TABLE victim (x bigint)");
        var table = Table.Create(Column.Of("x\") VALUES (1); DROP TABLE victim; --", [1L, 2]), Column.Of("select", [3L, 4]));

        table.WriteSql(connection, Name, new SqlWriteOptions());

        Assert.Equal(table.Fingerprint(), Table.ReadSql(connection, "SELECT * FROM \"a\"\"; DROP TABLE \"\"victim\"\"; --\"").Fingerprint());
        Assert.Equal(0, Table.ReadSql(connection, "SELECT x FROM victim").RowCount);
        Assert.Throws<ArgumentException>(() => table.WriteSql(connection, "a\0b", new SqlWriteOptions()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_table_that_is_there_is_kept_added_to_or_replaced(bool isPostgres)
    {
        using var connection = Open(isPostgres);
        var one = Table.Create(Column.Of("x", [1L, 2]));
        var two = Table.Create(Column.Of("y", ["a", "b"]), Column.Of("x", [3L, 4]));
        one.WriteSql(connection, "t", new SqlWriteOptions());

        Assert.ThrowsAny<DbException>(() => one.WriteSql(connection, "t", new SqlWriteOptions()));
        Assert.ThrowsAny<DbException>(() => two.WriteSql(connection, "t", new SqlWriteOptions { Existing = SqlExisting.Append }));
        one.WriteSql(connection, "t", new SqlWriteOptions { Existing = SqlExisting.Append, InsertRows = 1 });
        Assert.Equal([1, 1, 2, 2], Table.ReadSql(connection, "SELECT x FROM t ORDER BY x").Column<long>("x").Values.ToArray());
        two.WriteSql(connection, "t", new SqlWriteOptions { Existing = SqlExisting.Replace });
        Assert.Equal(two.Fingerprint(), Table.ReadSql(connection, "SELECT * FROM t ORDER BY x").Fingerprint());
    }

    [Fact]
    public void A_transaction_of_the_caller_is_left_to_the_caller()
    {
        using var connection = Open(isPostgres: true);
        using (var transaction = connection.BeginTransaction())
        {
            Sample(3).WriteSql(connection, "sample", new SqlWriteOptions { Transaction = transaction });
            transaction.Rollback();
        }

        Assert.ThrowsAny<DbException>(() => Table.ReadSql(connection, "SELECT * FROM sample"));
    }

    [Fact]
    public void Types_of_postgresql_are_types_of_a_table()
    {
        using var connection = Open(isPostgres: true);

        var table = Table.ReadSql(
            connection,
            """
            SELECT 1::smallint AS small, 2 AS whole, 3::bigint AS big, 1.25::numeric(10, 2) AS price, 0.5::real AS share, true AS truth, date '2026-01-31' AS day,
                timestamptz '2026-01-31 12:00+02' AS moment, time '01:30' AS time, 'x'::varchar AS text, gen_random_uuid() AS id, NULL::bigint AS nothing, NULL::text AS no_text
            """);

        Assert.Equal(
            "small Int64, whole Int64, big Int64, price Float64, share Float64, truth Boolean, day DateTime, moment DateTime, time Float64, text Category, id Category, nothing Int64, no_text String",
            string.Join(", ", table.Columns.Select(column => $"{column.Name} {column.Type}")));
        Assert.Equal(["1", "2", "3", "1.25", "0.5", "true", "2026-01-31", "2026-01-31T10:00:00", "5400", "x"], table.Columns.Take(10).Select(column => column.Format(0)));
        Assert.Equal([1, 1], table.Columns.Skip(11).Select(column => column.MissingCount));
    }

    [Fact]
    public void Values_of_several_kinds_in_a_column_of_sqlite_are_numbers_or_texts()
    {
        using var connection = Open(isPostgres: false);
        Execute(connection, "CREATE TABLE t (n, x, day date, odd date, truth boolean, none)");
        Execute(connection, "INSERT INTO t VALUES (1, 1, '2026-01-31', '2026-01-31', 1, NULL), (2.5, 'two', NULL, 'soon', 0, NULL), (3, 3.5, '2026-02-01 10:00:00', NULL, NULL, NULL)");

        var table = Table.ReadSql(connection, "SELECT * FROM t");

        Assert.Equal(
            [ColumnType.Float64, ColumnType.String, ColumnType.DateTime, ColumnType.Category, ColumnType.Boolean, ColumnType.Float64], table.Columns.Select(column => column.Type));
        Assert.Equal(["1", "2.5", "3"], Enumerable.Range(0, 3).Select(table["n"].Format));
        Assert.Equal(["1", "two", "3.5"], Enumerable.Range(0, 3).Select(table["x"].Format));
        var fault = Assert.Throws<TableException>(() => Table.ScanSql(connection, "SELECT x FROM t", new ScanOptions()).Count());
        Assert.Equal("Column 'x': found values of type String, but the first row and the declaration say Int64. Cast the column in the query.", fault.Message);
    }

    [Theory]
    [InlineData("SELECT 1 AS a, 2 AS a", "The query gives two columns named 'a'; names must be unique within a table. Rename one with AS.")]
    [InlineData("SELECT ARRAY[1, 2] AS a", "Column 'a', row 0: the query gives a value of type Int32[], which a table cannot hold. Cast it in the query to a number, a date or a text.")]
    [InlineData("SELECT '\\x00'::bytea AS a", "Column 'a', row 0: the query gives a value of type Byte[], which a table cannot hold. Cast it in the query to a number, a date or a text.")]
    [InlineData("SET search_path TO public", "The query gives no columns, but a table needs one. Write a SELECT.")]
    public void What_is_no_table_is_refused(string query, string message)
    {
        using var connection = Open(isPostgres: true);

        Assert.Equal(message, Assert.Throws<TableException>(() => Table.ReadSql(connection, query)).Message);
    }

    [Fact]
    public void A_closed_connection_is_opened_and_closed_again()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");

        var table = Table.ReadSql(connection, "SELECT $x + 1 AS y", ("$x", 41L));

        Assert.Equal(42, table.Column<long>("y").Values[0]);
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1234)]
    public void What_is_copied_reads_back_as_what_is_inserted(int rows)
    {
        using var connection = (NpgsqlConnection)Open(isPostgres: true);
        var table = Sample(rows);
        table.WriteSql(connection, "inserted", new SqlWriteOptions());

        PostgresTable.Write(table, connection, "copied \"1\"", new SqlWriteOptions());

        var inserted = Table.ReadSql(connection, "SELECT * FROM inserted ORDER BY id");
        var copied = Table.ReadSql(connection, "SELECT * FROM \"copied \"\"1\"\"\" ORDER BY id");
        Assert.Equal(inserted.Schema, copied.Schema);
        Assert.Equal(inserted.Fingerprint(), copied.Fingerprint());
        Assert.Equal(rows, copied.RowCount);
    }

    [Fact]
    public void Rows_are_copied_to_a_table_of_other_types_as_they_are_inserted()
    {
        using var connection = (NpgsqlConnection)Open(isPostgres: true);
        Execute(connection, "CREATE TABLE t (more int DEFAULT 7, name varchar(3), n integer, price numeric(8, 2), day date)");
        var table = Table.Create(
            Column.Of("n", [1L, 2]), Column.Of("price", [1.255, double.NaN]), Column.Of("name", (string?[])["abc", null]), Column.Of("day", [Noon, Noon.AddDays(1)]));
        var append = new SqlWriteOptions { Existing = SqlExisting.Append };

        PostgresTable.Write(table, connection, "t", append);
        PostgresTable.Write(table, connection, "t", append);

        var read = Table.ReadSql(connection, "SELECT * FROM t ORDER BY n");
        Assert.Equal(["7|abc|1|1.26|2026-01-31", "7|abc|1|1.26|2026-01-31"], Enumerable.Range(0, 2).Select(row => string.Join('|', read.Columns.Select(column => column.Format(row)))));
        Assert.Equal((4, 2), (read.RowCount, read["name"].MissingCount));
        var tooLong = Assert.Throws<PostgresException>(() => PostgresTable.Write(Table.Create(Column.Of("n", [1L << 40])), connection, "t", append));
        Assert.Equal("integer out of range", tooLong.MessageText);
        Assert.ThrowsAny<DbException>(() => PostgresTable.Write(Table.Create(Column.Of("none", [1L])), connection, "t", append));
        Assert.ThrowsAny<DbException>(() => PostgresTable.Write(table, connection, "t", new SqlWriteOptions()));
        Assert.Equal(4, Table.ReadSql(connection, "SELECT n FROM t").RowCount);
    }

    [Fact]
    public void Copied_rows_are_gone_with_the_transaction_of_the_caller()
    {
        using var connection = (NpgsqlConnection)Open(isPostgres: true);
        using (var transaction = connection.BeginTransaction())
        {
            PostgresTable.Write(Sample(3), connection, "sample", new SqlWriteOptions { Transaction = transaction });
            transaction.Rollback();
        }

        Assert.ThrowsAny<DbException>(() => Table.ReadSql(connection, "SELECT * FROM sample"));
    }

    static Table Sample(int rows)
    {
        var some = Validity.FromRows(rows, row => row % 3 != 0);
        return Table.Create(
            Column.Of("id", [.. Enumerable.Range(0, rows).Select(row => (long)row)]),
            Column.Of("price", [.. Enumerable.Range(0, rows).Select(row => row % 4 == 0 ? double.NaN : row * 0.1)]),
            new Column<long>("whole", Enumerable.Range(0, rows).Select(row => row % 3 == 0 ? 0 : long.MaxValue - row).ToArray(), some),
            new Column<bool>("truth", Enumerable.Range(0, rows).Select(row => row % 3 == 1).ToArray(), some),
            new Column<DateTime>("day", Enumerable.Range(0, rows).Select(row => row % 3 == 0 ? default : Noon.AddDays(row)).ToArray(), some),
            new Column<DateTime>("utc", Enumerable.Range(0, rows).Select(row => row % 3 == 0 ? default : DateTime.SpecifyKind(Noon.AddHours(row), DateTimeKind.Utc)).ToArray(), some),
            Column.Of("city", [.. Enumerable.Range(0, rows).Select(row => row % 5 == 0 ? null : $"city {row % 2}")]),
            TextColumn.FromValues("note", [.. Enumerable.Range(0, rows).Select(row => row % 6 == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"a note, \"{row}\"; '漢' --"))]));
    }

    static void Execute(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in the tests.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    DbConnection Open(bool isPostgres)
    {
        var settings = PostgresAddress.Parse(server.NewSchema()).Settings;
        settings.Pooling = false;
        DbConnection connection = isPostgres ? new NpgsqlConnection(settings.ConnectionString) : new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection;
    }
}
