// How long the pages of a hub with a large policy take, in milliseconds until what was asked for stands there / of the hub's processor:
//   dotnet run -c Release --project NbaStudio.Benchmarks -- design policy FILE; import FILE into an empty workspace and publish it;
//   node NbaStudio.Benchmarks/Design/pages.js http://127.0.0.1:5080 PID-OF-THE-HUB [rounds] [path of Chromium]
const {chromium}=require(require('path').resolve(__dirname,'../../NbaStudio.Tests/bin/Release/net10.0/.playwright/package'));
const fs=require('fs');
const [,,base,pid,rounds='10',chrome='/usr/bin/chromium']=process.argv;
const cpu=()=>{const f=fs.readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1].split(' ');return (+f[11]+ +f[12])*10;};
(async()=>{
 const b=await chromium.launch({executablePath:chrome,args:['--no-sandbox','--disable-gpu']});
 const p=await b.newPage({viewport:{width:1440,height:900}});p.setDefaultTimeout(60000);
 const rows={};
 const time=async(n,act,wait)=>{const c=cpu(),t=Date.now();await act();await wait();(rows[n]??=[]).push(`${Date.now()-t}/${cpu()-c}`);await p.waitForTimeout(300);};
 const first=s=>p.locator(s).first();
 const click=async(sel,wait,name)=>time(name,()=>first(sel).click(),()=>first(wait).waitFor());
 await p.goto(base+'/');await p.locator('h1').waitFor();
 try{
 for(let r=0;r<+rounds;r++){
  await click('a[href="/actions"], nav a[href^="/actions"]','tr[data-row]','nav to actions');
  await time('search actions',()=>p.locator('#action-search').fill('action'+(700+r)),()=>first(`tr[data-row]:has-text("action${700+r}")`).waitFor());
  await p.locator('#action-search').fill('');await p.waitForTimeout(500);
  await time('search one',()=>p.locator('#action-search').fill('action'+(1700+r)),()=>first(`tr[data-row]:has-text("action${1700+r}")`).waitFor());
  await time('open the action',()=>first(`tr[data-row]:has-text("action${1700+r}") a, tr[data-row]:has-text("action${1700+r}") button.link`).click(),()=>first('.item-form').waitFor());
  await p.waitForTimeout(600);
  const lever=first('.edit-lever input.short');
  await time('lever typed: checked',async()=>{await lever.fill('1.'+(r+2));await lever.press('Tab');},()=>first('.add-to-change .primary:not([disabled])').waitFor());
  await time('save into a change',()=>first('.add-to-change .primary').click(),()=>p.waitForURL(/change=/).then(()=>first('.item-form').waitFor()));
  await p.waitForTimeout(800);
  await click('nav a[href="/rules"]','.rule-places li','nav to rules');
  await time('search rules',()=>p.locator('#rule-search').fill('rule '+(101+r)),()=>first(`.rule-places li:has-text("rule ${101+r}")`).waitFor());
  await time('open a rule',()=>first(`.rule-places li:has-text("rule ${101+r}") a`).click(),()=>first('.rule-view, #rule-text').waitFor());
  await p.waitForTimeout(500);
  await time('rule text typed: checked',async()=>{const t=p.locator('#rule-text');await t.fill(await t.inputValue()+' and customer.a1 > '+r);await t.press('Tab');},()=>first('.add-to-change .primary:not([disabled])').waitFor());
  await time('save the rule',()=>first('.add-to-change .primary').click(),()=>p.waitForURL(/change=/).then(()=>p.locator('#rule-text').waitFor()));
  await p.waitForTimeout(800);
  await click('nav a[href="/levers"]','.lever-row','nav to levers');
  await click('nav a[href="/contacts"]','h1','nav to contacts');
  await click('nav a[href="/data"]','.data-row','nav to data');
  await click('nav a[href="/publish"]','.change-list li','nav to publish');
  await time('open newest change',()=>first('.change-list li a').click(),()=>first('.moves button').waitFor());
  await p.waitForTimeout(500);
 }}finally{
 for(const n in rows)console.log(n.padEnd(26),rows[n].join('  '));
}
 await b.close();
})().catch(e=>{console.error(String(e).slice(0,300));process.exit(1)});
