using System.Globalization;
using Cambium.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cambium.Learn;

/// <summary>
/// Reads a YAML file from anyone: length, depth and number of values are bounded; anchors and aliases, by which a few bytes become gigabytes, and tags, by which a text becomes an object,
/// are refused.
/// </summary>
sealed class YamlTree
{
    internal const int MostLetters = 1 << 20;
    const int MostValues = 50_000;

    readonly Parser _parser;
    readonly string _source;
    readonly YamlFile _file;
    int _values;

    YamlTree(string text, string source, YamlFile file) => (_parser, _source, _file) = (new Parser(new StringReader(text)), source, file);

    /// <summary>The one document of a text.</summary>
    /// <exception cref="TableException">It is no YAML, or refused.</exception>
    internal static YamlNode Read(string text, string source, YamlFile file)
    {
        if (text.Length > MostLetters)
        {
            throw new TableException($"{source} has {Count(text.Length)} characters; a {file.Name} has at most {Count(MostLetters)}.") { File = source };
        }

        var tree = new YamlTree(text, source, file);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            throw Refused(source, (int)e.Start.Line, $"This is no YAML: {e.Message.TrimEnd('.')}.", e);
        }
        catch (InvalidOperationException e)
        {
            // YamlDotNet 16.3 says so of some plain texts in flow lists.
            throw Refused(source, (int)(tree._parser.Current?.Start.Line ?? 1), "This is no YAML: a text here needs quotes.", e);
        }
    }

    internal static TableException Refused(string source, int line, string what, Exception? cause = null)
    {
        var message = $"{source}, line {line}: {what}";
        return cause is null ? new TableException(message) { File = source, Line = line } : new TableException(message, cause) { File = source, Line = line };
    }

    YamlNode Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            throw Refused(_source, 1, $"The file is empty. {_file.Beginning}");
        }

        var node = Value(0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<DocumentStart>(out var second) ? throw Refused(_source, (int)second.Start.Line, $"A second document begins. A {_file.Name} is one.") : node;
    }

    YamlNode Value(int depth)
    {
        var line = (int)(_parser.Current ?? throw Refused(_source, 1, "The file ends early.")).Start.Line;
        if (depth > _file.MostDeep)
        {
            throw Refused(_source, line, $"There are more than {_file.MostDeep} levels within one another.");
        }

        if (++_values > MostValues)
        {
            throw Refused(_source, line, $"There are more than {Count(MostValues)} values.");
        }

        if (_parser.Accept<AnchorAlias>(out _) || (_parser.Accept<NodeEvent>(out var node) && !node.Anchor.IsEmpty))
        {
            throw Refused(_source, line, "Anchors (&) and aliases (*) are not read. Write the value out; a text that begins with such a sign stands in quotes.");
        }

        if (_parser.Accept<NodeEvent>(out var tagged) && !tagged.Tag.IsEmpty)
        {
            throw Refused(_source, line, "Tags (!) are not read. Take it out; a text that begins with such a sign stands in quotes.");
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlNode(line, scalar.Value, scalar.Style == ScalarStyle.Plain, null, null);
        }

        return _parser.TryConsume<SequenceStart>(out _) ? List(line, depth) : Mapping(line, depth);
    }

    YamlNode List(int line, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Value(depth + 1));
        }

        return new YamlNode(line, null, false, items, null);
    }

    YamlNode Mapping(int line, int depth)
    {
        _parser.Consume<MappingStart>();
        var pairs = new List<(YamlNode, YamlNode)>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(depth + 1);
            if (key.Text is null || key.IsEmpty)
            {
                throw Refused(_source, key.Line, $"{key.Shown} stands where a name is expected.");
            }

            if (!lines.TryAdd(key.Text, key.Line))
            {
                throw Refused(_source, key.Line, $"{key.Shown} is written a second time; the first is in line {lines[key.Text]}.");
            }

            pairs.Add((key, Value(depth + 1)));
        }

        return new YamlNode(line, null, false, null, pairs);
    }

    static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
