using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>Planned publications may be for a share of customers.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261130061000_PlanShares")]
internal sealed class M20261130061000PlanShares : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.AddColumn<double>("Share", "publication_plans", nullable: true);
}
