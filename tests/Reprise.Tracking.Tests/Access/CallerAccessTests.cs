using Reprise.Tracking.Access;

namespace Reprise.Tracking.Tests.Access;

public sealed class CallerAccessTests
{
    private static readonly Actor Ada = new("ada", ActorKind.User);

    [Theory]
    [InlineData("", Permission.Read, Permission.Read)]
    [InlineData("ada 7 Edit", Permission.Read, Permission.Edit)]
    [InlineData("ada 7 Read", Permission.Manage, Permission.Read)]
    [InlineData("ada 7 Read; team 7 Manage", Permission.Deny, Permission.Manage)]
    [InlineData("ada 7 Manage; team 7 Deny", Permission.Manage, Permission.Deny)]
    [InlineData("ada 7 Manage; team * Deny", Permission.Manage, Permission.Deny)]
    [InlineData("team * Read; ada 7 Edit", Permission.Deny, Permission.Edit)]
    [InlineData("team * Read", Permission.Deny, Permission.Read)]
    [InlineData("ada 8 Manage", Permission.Deny, Permission.Deny)]
    public void On_GrantsOfCallerAndRoles_DenialWinsThenTheMostThenTheStandard(string grants, Permission standard, Permission expected)
    {
        using var _ = CallerAccess.Begin(Ada, RouteNeed.Read, standard, Parse(grants));

        Assert.Equal(expected, CallerAccess.Current!.On(Resource.Experiment("7")));
    }

    [Theory]
    [InlineData("", Permission.Read, true, true)]
    [InlineData("", Permission.Deny, false, false)]
    [InlineData("ada 7 Deny", Permission.Read, false, true)]
    [InlineData("ada 7 Read", Permission.Deny, true, false)]
    [InlineData("team * Read; ada 7 Deny", Permission.Deny, false, true)]
    [InlineData("team * Deny; ada 7 Manage", Permission.Read, false, false)]
    public void Visible_OfAKind_AgreesWithEachDecision(string grants, Permission standard, bool seven, bool eight)
    {
        using var _ = CallerAccess.Begin(Ada, RouteNeed.Read, standard, Parse(grants));

        var visible = CallerAccess.Current!.Visible(ResourceKind.Experiment);

        Assert.Equal((seven, eight), (visible?.Has("7") ?? true, visible?.Has("8") ?? true));
    }

    [Fact]
    public void On_AdministratorAndStranger_GrantsDoNotMatter()
    {
        var grants = Parse("ada 7 Deny");
        using (CallerAccess.Begin(Ada with { IsAdmin = true }, RouteNeed.Read, Permission.Deny, grants))
        {
            Assert.Equal(Permission.Manage, CallerAccess.Current!.On(Resource.Experiment("7")));
        }

        using (CallerAccess.Begin(Actor.Anonymous, RouteNeed.Read, Permission.Manage, []))
        {
            Assert.Equal(Permission.Deny, CallerAccess.Current!.On(Resource.Experiment("7")));
        }

        Assert.Null(CallerAccess.Current);
    }

    private static List<Grant> Parse(string grants) =>
    [
        .. grants.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(grant => grant.Split(' ')).Select(parts => new Grant(
            new Subject(parts[0] == "team", parts[0]), Resource.Experiment(parts[1]), Enum.Parse<Permission>(parts[2]))),
    ];
}
