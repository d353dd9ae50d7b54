using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Data;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

public sealed class AuditApiTests
{
    [Fact]
    public async Task Audit_SearchedAndExported_HoldsWhatFitsAndQuotesFormulas()
    {
        await using var server = await StudioServer.StartAsync("--Nba:Demo=false");
        var log = server.Services.GetRequiredService<AuditLog>();
        for (var i = 0; i < 5; i++)
        {
            await log.WriteAsync("ann", "test.first", $"thing {i}", "before", "=1+1");
        }

        await log.WriteAsync("bob", "other.act", "thing 3");

        (await server.Http.GetStringAsync("/api/v1/audit?who=ann&what=test&text=thing%203")).ShouldSatisfyAllConditions(
            text => text.ShouldContain("\"item\":\"thing 3\""), text => text.ShouldNotContain("bob"), text => text.ShouldNotContain("thing 2"));
        (await server.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=0")).Problem!.Errors!.Single().Path.ShouldBe("limit");
        var csv = await server.Http.GetStringAsync("/api/v1/audit/export?who=ann");
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(6);
        csv.ShouldNotContain(",=1+1");
        csv.ShouldContain("'=1+1");
    }
}
