using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cambium.Tracking;

/// <summary>
/// Reads the small YAML files that MLflow keeps, as mappings, lists and texts. Length, depth and number of values are bounded, and anchors and aliases, by
/// which a few bytes become gigabytes, are refused.
/// </summary>
static class BoundedYaml
{
    const int MaxBytes = 4 * 1024 * 1024;
    const int MaxDepth = 12;
    const int MaxValues = 20_000;

    /// <summary>Reads a mapping from a file.</summary>
    /// <exception cref="TrackingException">It is none, too large, or refused.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static IReadOnlyDictionary<string, object?> Read(string path)
    {
        var file = new FileInfo(path);
        if (file.Length > MaxBytes)
        {
            throw Refused(path, $"it has {file.Length} bytes, but at most {MaxBytes} are read");
        }

        using var reader = new StreamReader(PlainFiles.Open(file), Encoding.UTF8);
        return Parse(reader.ReadToEnd(), path);
    }

    /// <summary>Reads a mapping from a text.</summary>
    /// <exception cref="TrackingException">It is none, or refused.</exception>
    internal static IReadOnlyDictionary<string, object?> Parse(string text, string path)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                throw Refused(path, "it is empty");
            }

            var values = 0;
            return Value(parser, path, 0, ref values) as IReadOnlyDictionary<string, object?> ?? throw Refused(path, "it holds no mapping");
        }
        catch (YamlException e)
        {
            throw Refused(path, $"{e.Message} (line {e.Start.Line.ToString(CultureInfo.InvariantCulture)})", e);
        }
        catch (InvalidOperationException e)
        {
            // YamlDotNet 16.3 says so of some plain texts in flow lists.
            throw Refused(path, "it is no YAML", e);
        }
    }

    static object? Value(Parser parser, string path, int depth, ref int values)
    {
        if (depth > MaxDepth)
        {
            throw Refused(path, $"it is more than {MaxDepth} levels deep");
        }

        if (++values > MaxValues)
        {
            throw Refused(path, $"it holds more than {MaxValues} values");
        }

        if (parser.Accept<AnchorAlias>(out _) || (parser.Accept<NodeEvent>(out var node) && !node.Anchor.IsEmpty))
        {
            throw Refused(path, "it uses anchors or aliases");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL" ? null : scalar.Value.Replace('\0', '\uFFFD');
        }

        return parser.TryConsume<SequenceStart>(out _) ? List(parser, path, depth, ref values) : Mapping(parser, path, depth, ref values);
    }

    static List<object?> List(Parser parser, string path, int depth, ref int values)
    {
        var list = new List<object?>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(Value(parser, path, depth + 1, ref values));
        }

        return list;
    }

    static Dictionary<string, object?> Mapping(Parser parser, string path, int depth, ref int values)
    {
        parser.Consume<MappingStart>();
        var mapping = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Value(parser, path, depth + 1, ref values) is not string key)
            {
                throw Refused(path, "a key in it is no text");
            }

            mapping[key] = Value(parser, path, depth + 1, ref values);
        }

        return mapping;
    }

    static TrackingException Refused(string path, string how, Exception? cause = null) =>
        new(TrackingErrorCode.InvalidParameterValue, $"{path} is not read: {how}.", cause);
}
