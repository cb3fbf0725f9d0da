using Reprise.Core.Errors;
using Reprise.Flows.Projects;

namespace Reprise.Flows.Tests.Projects;

public sealed class ProjectFileReaderTests
{
    [Fact]
    public void Parse_AProjectAsMlflowWritesIt_ReadsEntryPointsParametersAndEnvironment()
    {
        var project = Parse("""
            name: tutorial
            python_env: python_env.yaml
            entry_points:
              main:
                parameters:
                  alpha: float
                  l1_ratio: {type: float, default: 0.1}
                  data: {type: path, default: data.csv}
                  note:
                command: "python train.py {alpha} {l1_ratio} --data={data} {note}"
              validate:
                command: "python validate.py"
            """);

        Assert.Equal(("tutorial", EnvironmentKind.Virtualenv, "python_env.yaml"), (project.Name, project.Environment, project.EnvironmentFile));
        Assert.Equal(["main", "validate"], project.EntryPoints.Keys);
        Assert.Equal(
            [new("alpha", ParameterType.Float, null), new("l1_ratio", ParameterType.Float, "0.1"), new("data", ParameterType.Path, "data.csv"), new("note", ParameterType.String, null)],
            project.EntryPoints["main"].Parameters);
    }

    [Fact]
    public void Parse_ManyWrongs_ListsThemAll()
    {
        var refusal = Assert.Throws<RepriseException>(() => Parse("""
            nam: x
            docker_env: {image: x}
            python_env: a.yaml
            conda_env: b.yaml
            entry_points:
              main:
                parameters: {alpha: number, "bad name": float}
                command: "python {alhpa} {"
              empty: {}
              -x: {command: "true"}
            """));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        foreach (var part in (string[])["'nam' is no key", "'docker_env' is not offered", "python_env and conda_env", "'number' is no type", "'bad name'", "single '{'", "'empty' has no 'command'", "entry point '-x'"])
        {
            Assert.Contains(refusal.Problems, problem => problem.Contains(part, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b")]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("entry_points: !!python/object/apply:os.system [id]")]
    [InlineData("entry_points: [main]")]
    [InlineData("entry_points: {main: {command: [a]}}")]
    public void Parse_WhatIsNoProject_IsRefusedInWords(string text) => Assert.Equal(ErrorCode.InvalidParameterValue, Assert.Throws<RepriseException>(() => Parse(text)).Code);

    private static ProjectFile Parse(string text) => ProjectFileReader.Parse(new StringReader(text), "MLproject");
}
