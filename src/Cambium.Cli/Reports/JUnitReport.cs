using System.Globalization;
using System.Text;
using System.Xml;
using Cambium.Monitor;

namespace Cambium.Cli;

/// <summary>What became of checks as JUnit XML, which build servers read: a check is a test. What only warns does not fail it.</summary>
static class JUnitReport
{
    internal static string Of(string file, CheckReport report)
    {
        var text = new Utf8Writer();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", CheckCharacters = true }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", Clean(file));
            Count(xml, "tests", report.Results.Count);
            Count(xml, "failures", report.Results.Count(result => result is { Stops: true, Outcome: CheckOutcome.Failed }));
            Count(xml, "errors", report.Results.Count(result => result is { Stops: true, Outcome: CheckOutcome.NotRun }));
            Count(xml, "skipped", report.Results.Count(result => result is { Stops: false, Outcome: CheckOutcome.NotRun }));
            xml.WriteAttributeString("time", "0");
            foreach (var result in report.Results)
            {
                Test(xml, file, result);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    static void Test(XmlWriter xml, string file, CheckResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(file));
        xml.WriteAttributeString("name", Clean(result.Name));
        xml.WriteAttributeString("time", "0");
        if (result.Outcome != CheckOutcome.Passed)
        {
            var message = $"expected {result.Expected}; {result.Found}";
            var rows = string.Concat(result.Evidence.Select(row => $"row {row.Row}: {CheckView.Values(result, row)}\n"));
            var element = (result.Stops, result.Outcome) switch
            {
                (true, CheckOutcome.Failed) => "failure",
                (true, _) => "error",
                (_, CheckOutcome.NotRun) => "skipped",
                _ => "system-out",
            };
            xml.WriteStartElement(element);
            if (element == "system-out")
            {
                xml.WriteString(Clean($"warning: {message}\n{rows}"));
            }
            else
            {
                xml.WriteAttributeString("message", Clean(message));
                xml.WriteString(Clean(rows));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void Count(XmlWriter xml, string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>The text with U+FFFD for what XML cannot hold: control characters and halves of surrogate pairs.</summary>
    static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
            }
        }

        return clean.ToString();
    }

    /// <summary>A text that says of itself that it is UTF-8, as it will be in the file.</summary>
    sealed class Utf8Writer() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
