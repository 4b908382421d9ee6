namespace Cambium.Tracking.Tests;

/// <summary>A store in a PostgreSQL database with its artifacts in a folder.</summary>
public sealed class PostgresPlace(PostgresServer server) : StorePlace
{
    internal string Address { get; } = server.NewSchema();

    internal override string Name => PostgresAddress.Parse(Address).Place;

    internal override TrackingStore Open(TimeProvider time) => TrackingStore.Open(Address, Artifacts, time);

    internal override string Bytes(string hex) => $@"'\x{hex}'";

    internal override object? Scalar(string sql) => PostgresServer.Scalar(Address, sql);
}
