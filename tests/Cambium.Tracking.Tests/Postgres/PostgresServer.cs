using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Cambium.Tracking.Tests.PostgresServer))]

namespace Cambium.Tracking.Tests;

/// <summary>A PostgreSQL of the tests' own in a temporary folder, started by the first test that asks for it, and removed after the last.</summary>
public sealed class PostgresServer : IDisposable
{
    const string Password = "se/cr:et";

    readonly Lock _lock = new();
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-postgres-").FullName;
    int _port;
    int _names;

    string Data => Path.Combine(_folder, "data");

    /// <summary>The address of a new schema, which takes a tenth of the time of a database.</summary>
    internal string NewSchema()
    {
        lock (_lock)
        {
            if (_port == 0)
            {
                Start();
            }

            var name = $"schema{++_names}";
            Execute($"CREATE SCHEMA {name}");
            return $"{AddressOf("postgres")}?schema={name}";
        }
    }

    /// <summary>The address of a new database without tables.</summary>
    internal string NewDatabase()
    {
        lock (_lock)
        {
            if (_port == 0)
            {
                Start();
            }

            var name = $"database{++_names}";
            Execute($"CREATE DATABASE {name}");
            return AddressOf(name);
        }
    }

    /// <summary>Stops the server as a crash would, and starts it again.</summary>
    internal void Restart() => Control("restart", "-m", "immediate");

    internal string AddressOf(string database, int? port = null) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://postgres:{Uri.EscapeDataString(Password)}@127.0.0.1:{port ?? _port}/{database}");

    internal int Port => _port;

    internal static object? Scalar(string address, string sql)
    {
        var settings = PostgresAddress.Parse(address).Settings;
        settings.Pooling = false;
        using var source = NpgsqlDataSource.Create(settings);
        using var command = source.CreateCommand(sql);
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        if (_port != 0)
        {
            NpgsqlConnection.ClearAllPools();
            Control("stop", "-m", "immediate");
        }

        Directory.Delete(_folder, recursive: true);
    }

    void Execute(string sql) => Scalar(AddressOf("postgres"), sql);

    void Start()
    {
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL refuses to run as root, and the user that it runs as must get in.
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        }

        var passwordFile = Path.Combine(_folder, "password");
        File.WriteAllText(passwordFile, Password);
        Run("initdb", "-D", Data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256", $"--pwfile={passwordFile}", "--no-sync");
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        // Without fsync: a crash of the server, which tests make, loses nothing that it handed to the operating system.
        File.AppendAllText(
            Path.Combine(Data, "postgresql.auto.conf"),
            $"port = {_port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\nmax_connections = 200\nshared_buffers = '64MB'\n");
        Control("start");
    }

    void Control(string command, params string[] options) =>
        Run("pg_ctl", [command, "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"), .. options]);

    static void Run(string program, params string[] arguments)
    {
        var path = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateFiles("/usr/lib/postgresql", program, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() ?? program
            : program;
        var start = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = "/";
        start.RedirectStandardOutput = true;

        // The server that pg_ctl starts must not keep a pipe open that somebody reads to its end.
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{path} did not start.");
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{path} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
