using Dapper;

namespace Cambium.Tracking.Tests.Care;

/// <summary>Room that a folder store gives back to the disk.</summary>
public sealed class ShrinkTests : IDisposable
{
    readonly StoreFolder _folder = new();

    string File => _folder.File("cambium.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Others_write_while_a_file_is_made_shorter()
    {
        using var database = SqliteDatabase.Open(File);
        using var other = SqliteDatabase.Open(File, waitSeconds: 0);
        Fill(database);
        var writes = 0;

        var (given, left) = database.Shrink(() => other.Write(connection =>
        {
            writes++;
            return connection.Execute("INSERT INTO metric_keys (name) VALUES (@name)", new { name = $"key {writes}" });
        }));

        Assert.True(writes > 3, $"It was let go {writes} times.");
        Assert.True(given > 15_000_000, $"{given} bytes were given back.");
        Assert.Equal((0, writes), (left, database.Read(connection => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM metric_keys"))));
        Assert.True(new FileInfo(File).Length < 2_000_000, $"The file has {new FileInfo(File).Length} bytes.");
        Assert.Equal("ok", Sqlite.Scalar(File, "PRAGMA integrity_check"));
    }

    [Fact]
    public void File_of_an_earlier_program_stays_as_long_until_it_is_compacted()
    {
        SqliteDatabase.Open(File).Dispose();
        Sqlite.Scalar(File, "PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = NONE; VACUUM");
        using var database = SqliteDatabase.Open(File);
        Fill(database);

        var (given, left) = database.Shrink();

        Assert.Equal(0, given);
        Assert.True(left > 15_000_000, $"{left} bytes are free.");
        Assert.True(database.Compact() > 15_000_000);
        Assert.Equal(2L, Sqlite.Scalar(File, "PRAGMA auto_vacuum"));
        Assert.Equal((0, 0), database.Shrink());
        Fill(database);
        Assert.True(database.Shrink().Given > 15_000_000);
        Assert.Equal("ok", Sqlite.Scalar(File, "PRAGMA integrity_check"));
    }

    /// <summary>Adds 20 MB and takes them away again.</summary>
    static void Fill(SqliteDatabase database)
    {
        database.Write(connection => connection.Execute(
            """
            INSERT INTO experiments (id, name, artifact_location, created, updated) VALUES (1000, 'large', '', 0, 0);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO experiment_tags (experiment_id, key, value) SELECT 1000, 'k' || i, printf('%.*c', 10000, 'x') FROM n
            """));
        database.Write(connection => connection.Execute("DELETE FROM experiments WHERE id = 1000"));
    }
}
