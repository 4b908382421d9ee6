using Cambium.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Serving.Tests;

public sealed class ServedModelTests
{
    [Fact]
    public void Metadata_tells_inputs_outputs_and_versions() =>
        Assert.Equal(
            """
            {"name":"loans","versions":["3","2"],"platform":"cambium","inputs":[{"name":"ratio","datatype":"FP64","shape":[-1]},{"name":"age","datatype":"INT64","shape":[-1]},{"name":"owner","datatype":"BOOL","shape":[-1]},{"name":"since","datatype":"BYTES","shape":[-1]},{"name":"region","datatype":"BYTES","shape":[-1]}],"outputs":[{"name":"prediction","datatype":"BYTES","shape":[-1]},{"name":"probabilities","datatype":"FP64","shape":[-1,2]}]}
            """,
            Loans.Text(Loans.Classifier.Metadata("3", "2").ToJson()));

    [Fact]
    public void Regressor_has_one_output() =>
        Assert.Equal([new TensorInfo("prediction", TensorType.Fp64, [-1])], Loans.Regressor.Metadata("1").Outputs);

    [Fact]
    public void Name_and_version_must_not_be_blank()
    {
        Assert.Throws<ArgumentException>(() => new ServedModel(" ", "1", Loans.Regressor.Model));
        Assert.Throws<ArgumentException>(() => new ServedModel("a", "", Loans.Regressor.Model));
    }

    [Fact]
    public void Answer_with_a_number_that_is_not_finite_holds_null()
    {
        var answer = new InvocationResponse(Column.Of("prediction", [1.5, double.PositiveInfinity, double.NaN]));

        Assert.Equal("""{"predictions":[1.5,null,null]}""", Loans.Text(answer.ToJson()));
    }

    [Fact]
    public void Any_bytes_are_answered_or_refused_and_nothing_else() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261122, 1),
            Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                body => OnlyRefuses(() => Loans.OneInput.Invoke(body)) && OnlyRefuses(() => InferenceRequest.Parse(body)) && OnlyRefuses(() => Loans.OneInput.InvokeCsv(body))));

    [Fact]
    public void A_request_with_any_bytes_replaced_is_answered_or_refused_and_nothing_else()
    {
        var whole = Loans.Request();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261122, 3),
            Prop.ForAll(
                ArbMap.Default.ArbFor<(byte Value, NonNegativeInt Place, NonNegativeInt Length)>(),
                change =>
                {
                    var body = whole.ToArray();
                    body[change.Place.Get * 37 % body.Length] = change.Value;
                    return OnlyRefuses(() => Loans.Classifier.Infer(InferenceRequest.Parse(body)))
                        && OnlyRefuses(() => Loans.Classifier.Infer(InferenceRequest.Parse(whole.AsMemory(0, change.Length.Get * 29 % whole.Length))));
                }));
    }

    static bool OnlyRefuses(Action answer)
    {
        try
        {
            answer();
        }
        catch (RequestException)
        {
            return true;
        }

        return true;
    }
}
