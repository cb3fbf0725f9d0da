using System.Text;
using Reprise.Core.Errors;
using Reprise.Serving.Models;

namespace Reprise.Serving.Tests.Models;

public sealed class MlModelReaderTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Flavors = $"flavors:\n  reprise:\n    model_file: m.safetensors\n    sha256: '{Sha}'\n";
    private const string Signature = "signature:\n  inputs: '[{\"name\": \"a\", \"type\": \"double\", \"required\": true}]'\n";

    [Fact]
    public void Read_FileOfMlflowsOwnMaking_IsUnderstood()
    {
        // Layout of MLflow 2.9 and 3.6 as PyYAML writes it: sorted keys, single quotes, folded long lines, null params.
        var model = Read(
            $"""
            artifact_path: model
            flavors:
              python_function:
                env:
                  conda: conda.yaml
                  virtualenv: python_env.yaml
                loader_module: mlflow.sklearn
                predict_fn: predict
              reprise:
                model_file: data/m.safetensors
                sha256: {Sha}
                version: 0.1.0
            is_signature_from_type_hint: false
            mlflow_version: 2.9.2
            model_id: m-0123456789abcdef0123456789abcdef
            model_size_bytes: 1045
            model_uuid: 5f3a
            prompts: null
            run_id: 90a1
            saved_input_example_info:
              artifact_path: input_example.json
              pandas_orient: split
              serving_input_path: serving_input_example.json
              type: dataframe
            signature:
              inputs: '[{"{"}"type": "double", "name": "sepal length (cm)", "required": true{"}"}, {"{"}"type":
                "long", "name": "n", "optional": true{"}"}, {"{"}"type": "string"{"}"}]'
              outputs: '[{"{"}"type": "string", "required": true{"}"}]'
              params: null
            type_hint_from_example: false
            utc_time_created: '2025-01-02 03:04:05.678901'

            """);

        Assert.Equal(new RepriseFlavor("data/m.safetensors", Sha, "0.1.0"), model.Flavor);
        Assert.Equal(["python_function", "reprise"], model.Flavors);
        Assert.Equal(
            [new SignatureField("sepal length (cm)", SignatureType.Double), new SignatureField("n", SignatureType.Long, Required: false), new SignatureField(null, SignatureType.String)],
            model.Signature.Inputs);
        Assert.Equal(("m-0123456789abcdef0123456789abcdef", 1045, "90a1"), (model.ModelId, model.ModelSizeBytes, model.RunId));
        Assert.Equal(new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(678901), model.CreatedAt);
        Assert.Equal("input_example.json", model.InputExample);
    }

    [Fact]
    public void Read_OtherFlavours_AreNamedWithTheNextStep()
    {
        var error = Refused("flavors:\n  python_function:\n    loader_module: os\n  sklearn: {pickled_model: model.pkl}\n" + Signature);

        Assert.Contains("offers the flavours python_function, sklearn; only 'reprise' is loaded", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyProblems_ListsThemAll()
    {
        var error = Refused("flavors:\n  reprise: {sha256: XYZ}\nsignature:\n  inputs: '[{\"name\": \"a\", \"type\": \"tensor\"}, 5]'\n  outputs: '{'\nrun_id: [1]\n");

        Assert.Collection(
            error.Problems,
            problem => Assert.Contains("lacks model_file", problem, StringComparison.Ordinal),
            problem => Assert.Contains("sha256 must be 64", problem, StringComparison.Ordinal),
            problem => Assert.Contains("signature.inputs[0] ('a') has type 'tensor'", problem, StringComparison.Ordinal),
            problem => Assert.Contains("signature.inputs[1] must be an object", problem, StringComparison.Ordinal),
            problem => Assert.Contains("signature.outputs is not JSON", problem, StringComparison.Ordinal),
            problem => Assert.Contains("'run_id' must be text", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("just text", "must be a map")]
    [InlineData("a: !!python/object/apply:os.system ['id']", "uses the tag")]
    [InlineData("a: &x [1]\nb: *x", "uses the anchor &x")]
    [InlineData("a: *x", "uses the alias *x")]
    [InlineData("a: 1\na: 2", "repeats the key 'a'")]
    [InlineData("? [1]\n: 2", "has a key that is not text")]
    [InlineData("a: 1\n---\nb: 2", "more than one document")]
    [InlineData("a: [1", "is not YAML")]
    [InlineData("a: \"\\x\"", "is not YAML")]
    [InlineData("\0", "is empty")]
    public void Read_YamlThatIsMoreThanData_IsRefused(string yaml, string expected) =>
        Assert.Contains(expected, Refused(yaml).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_DeepNesting_IsRefused()
    {
        Assert.Contains("nests deeper", Refused("a: " + new string('[', 100_000)).Message, StringComparison.Ordinal);
        Assert.Contains("nests deeper", Refused(string.Concat(Enumerable.Range(0, 200).Select(i => $"{new string(' ', i)}a:\n"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooLarge_NamesTheLimit() => Assert.Contains("4194304", Refused("a: " + new string('x', MlModelReader.MaxBytes)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("../m")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../m")]
    [InlineData("a//m")]
    [InlineData("./m")]
    [InlineData("C:m")]
    [InlineData("a\\m")]
    [InlineData("%2e%2e/m")]
    [InlineData("")]
    public void Resolve_PathThatLeavesTheDirectory_IsRefused(string path) =>
        Assert.Equal(ErrorCode.InvalidParameterValue, Assert.Throws<RepriseException>(() => ConfinedPath.Resolve("/tmp", path)).Code);

    [Fact]
    public void Write_TextThatYamlCouldMisread_ReadsBackTheSame()
    {
        string[] awkward = ["null", "true", "1e10", "0x1F", "12:30", "a: b", "#x", "it's", "- x", "yes", "~", "Ağıt ✓", "line\nbreak", " padded ", "{x}", "@x", "1.2.3.4"];
        foreach (var text in awkward)
        {
            var model = Read(Flavors + Signature) with { ArtifactPath = text, RunId = text };
            using var writer = new StringWriter();
            MlModelWriter.Write(model, writer);

            var read = Read(writer.ToString());

            Assert.Equal((text, text), (read.ArtifactPath, read.RunId));
        }
    }

    private static MlModel Read(string yaml) => MlModelReader.Read(Encoding.UTF8.GetBytes(yaml));

    private static RepriseException Refused(string yaml)
    {
        var error = Assert.Throws<RepriseException>(() => Read(yaml));
        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        return error;
    }
}
