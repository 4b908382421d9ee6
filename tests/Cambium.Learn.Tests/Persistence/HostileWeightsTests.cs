using System.Text;

namespace Cambium.Learn.Tests;

public sealed class HostileWeightsTests : IDisposable
{
    const string Advice = "The file is damaged; save the model again.";

    readonly SavedModel _saved = new();

    public void Dispose() => _saved.Dispose();

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        var bytes = File.ReadAllBytes(_saved.Weights);
        for (var length = 0; length < bytes.Length; length += 7)
        {
            File.WriteAllBytes(_saved.Weights, bytes[..length]);

            Assert.StartsWith("weights.safetensors", _saved.Refusal(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bytes_after_the_last_array_are_refused()
    {
        var bytes = File.ReadAllBytes(_saved.Weights);
        File.WriteAllBytes(_saved.Weights, [.. bytes, 0]);
        var data = bytes.Length - 8 - (int)BitConverter.ToUInt64(bytes);

        Assert.Equal($"weights.safetensors has {data + 1} bytes of data, but its header tells of {data}. {Advice}", _saved.Refusal());
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(100_000_001UL)]
    [InlineData(3UL)]
    public void A_header_longer_than_the_file_is_refused_before_it_is_read(ulong length)
    {
        _saved.WriteWeights(length, Encoding.UTF8.GetBytes("{}"), 0);

        Assert.Equal(
            $"weights.safetensors says that its header takes {length} bytes, expected at most 2: the file has 10 bytes. {Advice}",
            _saved.Refusal());
    }

    [Fact]
    public void An_empty_file_is_refused()
    {
        File.WriteAllBytes(_saved.Weights, []);

        Assert.Equal($"weights.safetensors has 0 bytes, expected at least 8 for the length of its header. {Advice}", _saved.Refusal());
    }

    [Theory]
    [InlineData("[]", 0, "the header is no JSON object.")]
    [InlineData("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}""", 2, "array 'a' is of type 'F16', expected one of F64, I64, F32, I32, U16, U8.")]
    [InlineData("""{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}""", 8, "array 'a' lies at [0, 8], expected a begin and an end 16 bytes apart for 2 items of F64.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[8,0]}}""", 8, "array 'a' lies at [8, 0], expected a begin and an end 8 bytes apart for 8 items of U8.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[-8,0]}}""", 8, "array 'a' lies at [-8, 0], expected a begin and an end 8 bytes apart for 8 items of U8.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}""", 0, "array 'a' has the shape [-1], expected 0 to 2147483591 items in all.")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "array 'a' has the shape [4294967296, 4294967296], expected 0 to 2147483591 items in all.")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[2000000000],"data_offsets":[0,2000000000]}}""", 8, "array 'a' ends at byte 2000000000 of the data, but the file has only 8.")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[8],"data_offsets":[4,12]}}""",
        12,
        "array 'b' begins at byte 4 of the data, expected 8; arrays must not overlap or leave holes.")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", 8, "array 'a' begins at byte 4 of the data, expected 0; arrays must not overlap or leave holes.")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"more":1}}""",
        1,
        "the header's entry for array 'a' must have dtype, shape (at most 8 sizes) and data_offsets (two), and nothing else.")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,1]}}""",
        1,
        "the header's entry for array 'a' must have dtype, shape (at most 8 sizes) and data_offsets (two), and nothing else.")]
    public void A_header_that_does_not_fit_its_data_is_refused(string header, int dataBytes, string reason)
    {
        _saved.WriteWeights(header, dataBytes);

        Assert.Equal($"weights.safetensors: {reason} {Advice}", _saved.Refusal());
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":["x"],"data_offsets":[0,1]}}""")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""")]
    [InlineData("""{"a":{"dtype":8,"shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("""{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}""")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""")]
    [InlineData("""{"a":""")]
    public void A_header_that_cannot_be_read_is_refused(string header)
    {
        _saved.WriteWeights(header, 1);

        var refusal = _saved.Refusal();
        Assert.StartsWith("weights.safetensors: the header", refusal, StringComparison.Ordinal);
        Assert.EndsWith(Advice, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deep_header_does_not_overflow_the_stack()
    {
        _saved.WriteWeights(string.Concat(Enumerable.Repeat("[", 1_000_000)), 0);

        Assert.Contains("maximum configured depth of 8", _saved.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_that_is_not_there_or_of_another_type_is_named()
    {
        _saved.WriteWeights("{}", 0);
        Assert.Equal(
            "weights.safetensors has no 'step_2.means'. The file is damaged or belongs to another model; save the model again.", _saved.Refusal());

        _saved.WriteWeights("""{"step_2.means":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1);
        Assert.Equal("weights.safetensors: 'step_2.means' holds Byte values, expected Double.", _saved.Refusal());
    }

    [Fact]
    public void Arrays_of_every_type_read_back_equal()
    {
        var arrays = new Dictionary<string, Array>
        {
            ["bytes"] = new byte[] { 1, 2, 3 },
            ["doubles"] = new[] { double.NaN, -0.0, double.MaxValue },
            ["floats"] = new[] { 1.5f },
            ["longs"] = new[] { long.MinValue },
            ["ints"] = new[] { 7, -7 },
            ["shorts"] = new ushort[] { 65535 },
            ["none"] = Array.Empty<double>(),
        };
        using var stream = new MemoryStream();

        SafeTensors.Write(stream, arrays);
        stream.Position = 0;
        var read = SafeTensors.Read(stream, "file");

        Assert.Equal(arrays.OrderBy(pair => pair.Key), read.OrderBy(pair => pair.Key));
        Assert.Equal(0, (8 + (int)BitConverter.ToUInt64(stream.ToArray())) % 8);
    }
}
