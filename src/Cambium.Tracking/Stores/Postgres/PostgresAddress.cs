using System.Globalization;
using Npgsql;

namespace Cambium.Tracking;

/// <summary>Where a PostgreSQL database is, and as whom to go there: postgres://user:password@host:port/database?option=value.</summary>
/// <param name="Place">The address without the password, for people to read.</param>
/// <param name="User">The user.</param>
/// <param name="Settings">What Npgsql is given; it holds the password.</param>
sealed record PostgresAddress(string Place, string User, NpgsqlConnectionStringBuilder Settings)
{
    /// <summary>Enough for a server's requests, few enough for several servers beside PostgreSQL's own limit of 100.</summary>
    const int DefaultPool = 32;

    /// <summary>More statements than the program runs often.</summary>
    const int PreparedStatements = 128;

    const string NoHost = "host.invalid";

    const string Example = "postgres://user:password@host:5432/database";

    /// <summary>Beyond a read's own limit, so that it is stopped by that.</summary>
    const int SecondsBeyondReads = 10;

    static readonly string[] Schemes = ["postgres://", "postgresql://"];

    /// <summary>Whether an address is one of PostgreSQL.</summary>
    internal static bool IsOne(string address) => Schemes.Any(scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an address.</summary>
    /// <exception cref="TrackingException">It is not understood; the message never holds the password.</exception>
    internal static PostgresAddress Parse(string address)
    {
        if (!IsOne(address) || !Uri.TryCreate(WithHost(address), UriKind.Absolute, out var uri))
        {
            throw new TrackingException($"The address of the PostgreSQL database is not understood. Write it as {Example}, with special characters of the password as %XX.");
        }

        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host == NoHost ? null : uri.Host,
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')),
            MaxPoolSize = DefaultPool,
            MaxAutoPrepare = PreparedStatements,
            AutoPrepareMinUsages = 2,

            // Nothing outlives a transaction but the care lock, which is freed by its owner; resetting is five statements more with every call.
            NoResetOnClose = true,
            ApplicationName = "cambium",
            Timezone = "UTC",
            ClientEncoding = "UTF8",
        };
        var person = uri.UserInfo.Split(':', 2);
        settings.Username = person[0].Length > 0 ? Uri.UnescapeDataString(person[0]) : Environment.UserName;
        settings.Password = person.Length > 1 ? Uri.UnescapeDataString(person[1]) : null;
        foreach (var option in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = option.Split('=', 2);
            Set(settings, parts[0], parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        if (string.IsNullOrEmpty(settings.Host) || settings.Database.Length == 0)
        {
            throw new TrackingException($"The address of the PostgreSQL database names no {(settings.Database.Length == 0 ? "database" : "host")}. Write it as {Example}.");
        }

        return new PostgresAddress(PlaceOf(settings), settings.Username, settings);
    }

    /// <summary>The same, where the driver gives a statement at least so much time.</summary>
    internal PostgresAddress ForReadsOf(TimeSpan longest)
    {
        Settings.CommandTimeout = Math.Max(Settings.CommandTimeout, (int)Math.Min(longest.TotalSeconds + SecondsBeyondReads, int.MaxValue / 1000));
        return this;
    }

    /// <summary>An address may leave the host to the option of that name, which is the folder of a socket; .NET's own addresses may not.</summary>
    static string WithHost(string address)
    {
        var start = address.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = address.IndexOf('/', start);
        return end >= 0 && (end == start || address[end - 1] == '@') ? address.Insert(end, NoHost) : address;
    }

    static string PlaceOf(NpgsqlConnectionStringBuilder settings)
    {
        var port = settings.Port == NpgsqlConnection.DefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{settings.Port}");
        var place = settings.Host!.StartsWith('/') // Parse refuses one without a host
            ? $"postgres://{settings.Username}@{port}/{settings.Database}?host={settings.Host}"
            : $"postgres://{settings.Username}@{settings.Host}{port}/{settings.Database}";
        return settings.SearchPath is { } schema ? $"{place}{(place.Contains('?', StringComparison.Ordinal) ? '&' : '?')}schema={schema}" : place;
    }

    static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        try
        {
            switch (name)
            {
                case "host":
                    settings.Host = value;
                    break;
                case "schema":
                    settings.SearchPath = value;
                    break;
                case "sslmode":
                    settings.SslMode = Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
                    break;
                case "sslrootcert":
                    settings.RootCertificate = value;
                    break;
                case "sslcert":
                    settings.SslCertificate = value;
                    break;
                case "sslkey":
                    settings.SslKey = value;
                    break;
                case "application_name":
                    settings.ApplicationName = value;
                    break;
                case "connect_timeout":
                    settings.Timeout = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "pool":
                    settings.MaxPoolSize = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                default:
                    throw new TrackingException(
                        $"The address of the PostgreSQL database has the option '{name}', which is not known. Known are: host, schema, sslmode, sslrootcert, sslcert, "
                        + "sslkey, application_name, connect_timeout, pool.");
            }
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw new TrackingException($"The address of the PostgreSQL database has the option {name}={value}, a value that it does not take.", e);
        }
    }
}
