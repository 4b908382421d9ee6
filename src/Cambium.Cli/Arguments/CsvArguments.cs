using System.CommandLine;
using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>How a command line tells the way a file is to be read: options of CSV, and the file's ending.</summary>
sealed class CsvArguments
{
    static readonly (string Name, ColumnType Type)[] TypeNames =
    [
        ("number", ColumnType.Float64), ("integer", ColumnType.Int64), ("bool", ColumnType.Boolean),
        ("date", ColumnType.DateTime), ("category", ColumnType.Category), ("text", ColumnType.String),
        ("float64", ColumnType.Float64), ("int64", ColumnType.Int64), ("boolean", ColumnType.Boolean),
        ("datetime", ColumnType.DateTime), ("string", ColumnType.String),
    ];

    static readonly string[] OtherEndings = [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"];

    readonly Option<string?> _delimiter = new("--delimiter")
    {
        HelpName = "CHAR",
        Description = "Character between two fields, or 'tab'. Default: found from the file.",
    };

    readonly Option<bool> _noHeader = new("--no-header")
    {
        Description = "The first line holds data; columns are named column_1, column_2, ...",
    };

    readonly Option<string[]> _missing = new("--missing")
    {
        HelpName = "TOKEN",
        Description = "Also read this field as missing, beside the empty one, NA, N/A, NaN and null. Repeatable.",
    };

    readonly Option<string[]> _types = new("--type")
    {
        HelpName = "COL=TYPE",
        Description = "Read a column as number, integer, bool, date, category or text. Repeatable.",
    };

    readonly Option<string> _datasets = DatasetArgument.Place();

    /// <summary>Gives a command these options.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_delimiter);
        command.Options.Add(_noHeader);
        command.Options.Add(_missing);
        command.Options.Add(_types);
        command.Options.Add(_datasets);
    }

    /// <summary>Reads a file the way the command line and its ending tell.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="data">The file, its address, or a version of a dataset.</param>
    /// <exception cref="CommandException">There is no such file, or an option is wrong.</exception>
    internal Table Read(Invocation invocation, string data)
    {
        using var file = Open(invocation, data);
        return file.Read();
    }

    /// <summary>Goes through a file of any size in blocks.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="data">The file, its address, or a version of a dataset.</param>
    /// <param name="work">What to do with it; it cannot be gone through later.</param>
    /// <exception cref="CommandException">There is no such file, or an option is wrong.</exception>
    internal T Scan<T>(Invocation invocation, string data, Func<TableScan, T> work)
    {
        using var file = Open(invocation, data);
        return work(file.Scan());
    }

    /// <summary>Finds a file, and fetches it where it lies elsewhere, once the options are known to fit it.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="data">The file, its address, or a version of a dataset; a file comes first.</param>
    /// <param name="textColumns">Columns of CSV to read as text, where the command line says nothing of them.</param>
    /// <exception cref="CommandException">There is no such file, or an option is wrong.</exception>
    internal DataFile Open(Invocation invocation, string data, EquatableArray<string> textColumns = default)
    {
        var options = Options(invocation) with { TextColumns = textColumns };
        if (Directory.Exists(data))
        {
            throw CommandException.Failed($"'{data}' is a folder. Name a CSV, TSV, JSON Lines or Parquet file in it.");
        }

        if (File.Exists(data))
        {
            CheckFormat(invocation, data, data);
            return new DataFile(data, data, options, null, null, null);
        }

        if (RemoteFile.IsOne(data))
        {
            CheckFormat(invocation, data, data);
            var remote = RemoteFile.FetchAsync(data, TimeProvider.System, invocation.CancellationToken).GetAwaiter().GetResult();
            return new DataFile(remote.Path, remote.Shown, options, null, null, remote);
        }

        if (!DatasetArgument.IsOne(data))
        {
            throw NoSuchFile(data);
        }

        using var store = DatasetArgument.OpenExisting(invocation.Value(_datasets)!); // has a default
        var version = DatasetArgument.Find(store, data);
        CheckFormat(invocation, data, version.FileName);
        var fetched = store.Fetch(version, invocation.CancellationToken);
        return new DataFile(fetched.Path, data, options, version, store.Place, fetched);
    }

    /// <summary>That there is no such file, and what may have been meant.</summary>
    internal static CommandException NoSuchFile(string data)
    {
        var hint = data.Contains('@', StringComparison.Ordinal) ? $" A version of a dataset is written {DatasetArgument.Spelling}." : "";
        return CommandException.Failed($"There is no file '{data}'.{NearestFile(data)} Check the name, or the folder you are in ({Environment.CurrentDirectory}).{hint}");
    }

    void CheckFormat(Invocation invocation, string data, string fileName)
    {
        if (OtherFormat(fileName) is not { } format)
        {
            return;
        }

        foreach (var (option, isGiven) in (ReadOnlySpan<(Option, bool)>)
            [
                (_delimiter, invocation.Value(_delimiter) is not null), (_noHeader, invocation.Value(_noHeader)),
                (_missing, invocation.Value(_missing) is { Length: > 0 }), (_types, invocation.Value(_types) is { Length: > 0 }),
            ])
        {
            if (isGiven)
            {
                throw CommandException.Misuse($"{option.Name} is for CSV files; '{data}' is a {format} file, which tells its own columns and types. Leave the option out.");
            }
        }
    }

    /// <summary>What a further command must be told to find a version of a dataset again; empty where it is in the usual place.</summary>
    internal string PlaceWords(Invocation invocation) =>
        invocation.Value(_datasets) is { } place && place != DatasetArgument.Standard(Environment.GetEnvironmentVariable) ? $" --datasets {ShellWord.Of(place)}" : "";

    /// <summary>Whether a file's ending says that it is a Parquet file.</summary>
    internal static bool IsParquet(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    static string? OtherFormat(string path) =>
        NameOf(path) is var name && IsParquet(name) ? "Parquet"
        : OtherEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? "JSON Lines"
        : null;

    static string NameOf(string path) => RemoteTable.IsAddress(path) && Uri.TryCreate(path, UriKind.Absolute, out var address) ? address.AbsolutePath : path;

    static string NearestFile(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return folder is not null && Directory.Exists(folder)
            ? NearestName.Suggestion(Path.GetFileName(path), Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)))
            : "";
    }

    static char Delimiter(string text) => text switch
    {
        "tab" or "\\t" => '\t',
        "comma" => ',',
        "semicolon" => ';',
        "pipe" => '|',
        [var single] when char.IsAscii(single) && single is not ('"' or '\r' or '\n') => single,
        _ => throw CommandException.Misuse($"--delimiter takes one ASCII character, or 'tab', not '{text}'."),
    };

    static Field FieldOf(string text)
    {
        // A column name may hold '=', a type name never does.
        var equals = text.LastIndexOf('=');
        if (equals < 1)
        {
            throw CommandException.Misuse($"--type takes COL=TYPE, such as --type zip=category, not '{text}'.");
        }

        var typeName = text[(equals + 1)..];
        foreach (var (name, type) in TypeNames)
        {
            if (name.Equals(typeName, StringComparison.OrdinalIgnoreCase))
            {
                return new Field(text[..equals], type);
            }
        }

        throw CommandException.Misuse(
            $"--type knows no type '{typeName}'.{NearestName.Suggestion(typeName, TypeNames.Select(pair => pair.Name))} The types are: number, integer, bool, date, category, text.");
    }

    /// <summary>How CSV is read.</summary>
    internal CsvOptions Options(Invocation invocation)
    {
        var options = new CsvOptions
        {
            Header = !invocation.Value(_noHeader),
            Types = (invocation.Value(_types) ?? []).Select(FieldOf).ToEquatableArray(),
        };
        return options with
        {
            Delimiter = invocation.Value(_delimiter) is { } delimiter ? Delimiter(delimiter) : null,
            MissingTokens = [.. options.MissingTokens, .. invocation.Value(_missing) ?? []],
        };
    }
}
