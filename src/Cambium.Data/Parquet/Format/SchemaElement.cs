namespace Cambium.Data;

/// <summary>A node of a Parquet file's tree of columns, as it stands in the metadata.</summary>
sealed class SchemaElement
{
    // What the older annotations mean, by their numbers in the format.
    const int ConvertedUtf8 = 0;
    const int ConvertedEnum = 4;
    const int ConvertedDecimal = 5;
    const int ConvertedDate = 6;
    const int ConvertedTimeMillis = 7;
    const int ConvertedTimeMicros = 8;
    const int ConvertedTimestampMillis = 9;
    const int ConvertedTimestampMicros = 10;
    const int ConvertedUInt8 = 11;
    const int ConvertedInt64 = 18;
    const int ConvertedJson = 19;
    const int ConvertedBson = 20;
    const int ConvertedInterval = 21;

    static readonly string[] LogicalNames =
    [
        "", "STRING", "MAP", "LIST", "ENUM", "DECIMAL", "DATE", "TIME", "TIMESTAMP", "", "INTEGER", "UNKNOWN", "JSON", "BSON", "UUID", "FLOAT16", "VARIANT",
        "GEOMETRY", "GEOGRAPHY",
    ];

    internal string Name { get; set; } = "";

    internal int? Type { get; set; }

    internal int TypeLength { get; set; }

    internal int Repetition { get; set; }

    internal int ChildCount { get; set; }

    internal int? Converted { get; set; }

    internal int Scale { get; set; }

    internal int Precision { get; set; }

    LogicalKind Logical { get; set; }

    string LogicalName { get; set; } = "";

    bool IsSigned { get; set; } = true;

    bool IsUtc { get; set; }

    long UnitsPerSecond { get; set; }

    internal static SchemaElement Read(ref ThriftReader reader)
    {
        var element = new SchemaElement();
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (id)
            {
                case 1: element.Type = reader.Int32(); break;
                case 2: element.TypeLength = reader.Int32(); break;
                case 3: element.Repetition = reader.Int32(); break;
                case 4: element.Name = reader.Text(); break;
                case 5: element.ChildCount = reader.Int32(); break;
                case 6: element.Converted = reader.Int32(); break;
                case 7: element.Scale = reader.Int32(); break;
                case 8: element.Precision = reader.Int32(); break;
                case 10: element.ReadLogicalType(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        if (element.LogicalName.Length == 0)
        {
            element.ReadConvertedType();
        }

        return element;
    }

    internal SchemaLeaf ToLeaf(string name, int position, int definition, int repetition) => new()
    {
        Name = name,
        Position = position,
        Physical = (PhysicalType)(Type ?? -1),
        FixedLength = TypeLength,
        MostDefinition = definition,
        MostRepetition = repetition,
        Logical = Logical,
        LogicalName = LogicalName,
        Scale = Scale,
        Precision = Precision,
        IsSigned = IsSigned,
        IsUtc = IsUtc,
        UnitsPerSecond = UnitsPerSecond,
    };

    void ReadLogicalType(ref ThriftReader reader)
    {
        reader.Struct();
        var id = 0;
        while (reader.Next(ref id))
        {
            LogicalName = id > 0 && id < LogicalNames.Length ? LogicalNames[id] : $"type {id}";
            Logical = LogicalName switch
            {
                "STRING" or "ENUM" or "JSON" => LogicalKind.Text,
                "DECIMAL" => LogicalKind.Decimal,
                "DATE" => LogicalKind.Date,
                "TIME" => LogicalKind.Time,
                "TIMESTAMP" => LogicalKind.Timestamp,
                "INTEGER" => LogicalKind.Integer,
                "UNKNOWN" => LogicalKind.None,
                "UUID" => LogicalKind.Uuid,
                "FLOAT16" => LogicalKind.Float16,
                _ => LogicalKind.Other,
            };
            ReadParameters(ref reader);
        }
    }

    void ReadParameters(ref ThriftReader reader)
    {
        reader.Struct();
        var id = 0;
        while (reader.Next(ref id))
        {
            switch (Logical, id)
            {
                case (LogicalKind.Decimal, 1): Scale = reader.Int32(); break;
                case (LogicalKind.Decimal, 2): Precision = reader.Int32(); break;
                case (LogicalKind.Time or LogicalKind.Timestamp, 1): IsUtc = reader.Boolean(); break;
                case (LogicalKind.Time or LogicalKind.Timestamp, 2): ReadUnit(ref reader); break;
                case (LogicalKind.Integer, 2): IsSigned = reader.Boolean(); break;
                default: reader.Skip(); break;
            }
        }
    }

    void ReadUnit(ref ThriftReader reader)
    {
        reader.Struct();
        var id = 0;
        while (reader.Next(ref id))
        {
            UnitsPerSecond = id switch { 1 => 1_000, 2 => 1_000_000, 3 => 1_000_000_000, _ => 0 };
            reader.Skip();
        }
    }

    void ReadConvertedType()
    {
        (Logical, LogicalName) = Converted switch
        {
            ConvertedUtf8 or ConvertedEnum or ConvertedJson => (LogicalKind.Text, "STRING"),
            ConvertedDecimal => (LogicalKind.Decimal, "DECIMAL"),
            ConvertedDate => (LogicalKind.Date, "DATE"),
            ConvertedTimeMillis or ConvertedTimeMicros => (LogicalKind.Time, "TIME"),
            ConvertedTimestampMillis or ConvertedTimestampMicros => (LogicalKind.Timestamp, "TIMESTAMP"),
            >= ConvertedUInt8 and <= ConvertedInt64 => (LogicalKind.Integer, "INTEGER"),
            ConvertedBson => (LogicalKind.Other, "BSON"),
            ConvertedInterval => (LogicalKind.Other, "INTERVAL"),
            _ => (LogicalKind.None, ""),
        };
        UnitsPerSecond = Converted is ConvertedTimeMillis or ConvertedTimestampMillis ? 1_000 : 1_000_000;

        // The older annotations of moments meant UTC.
        IsUtc = Logical == LogicalKind.Timestamp;
        IsSigned = Converted is not (>= ConvertedUInt8 and < ConvertedUInt8 + 4);
    }
}
