/** Words of the import of networks. */
export const imports = {
  title: '导入管网', link: '导入管网', hint: 'Shapefile（zip）、GeoPackage、GeoJSON、CSV、SWMM 与 EPANET。先成为草稿：核对字段、审查问题、比较差异，采用后才成为新版本。',
  drop: '把管网文件拖到这里', choose: '选择文件', network: '管网名称', networkHint: '小写字母、数字、连字符', name: '标题', begin: '开始导入', reading: '正在读取与拼接…', failed: '未能完成：{why}',
  drafts: '草稿与记录', none: '还没有导入过管网。', draftsFailed: '未能读取草稿：{why}', state: { open: '草稿', taken: '已采用为第 {revision} 版', discarded: '已放弃' }, back: '全部导入', addFile: '添加文件', files: '{n} 个文件',
  tab: { mapping: '字段对应', review: '问题审查', difference: '差异与采用', kept: '未入网要素' },
  figure: { drawn: '按原图', now: '当前', proposed: '采纳全部建议', systems: '{n} 个片区', reach: '与处理厂相连', flow: '水流可达处理厂', end: '可达处理厂或排口', length: '{n} 条管 · {km} km', largest: '最大片区' },
  why: '无法成网：{why}', problems: '{n} 处数值未能读取',
  layer: { use: '用作', crs: '坐标系', crsHint: '如 EPSG:4547', kind: '默认种类', class: '默认类别', features: '{n} 个要素', unit: '单位', none: '—', auto: '按字段', preview: '将读作', empty: '没有可预览的行：请选择用途和坐标系。' },
  use: { ignore: '不导入', points: '点（井、厂、泵站）', lines: '线（管）', areas: '面（分区）' },
  target: { id: '编号', name: '名称', kind: '种类', class: '类别', status: '状态', from: '起点编号', to: '终点编号', wkt: 'WKT 几何', x: 'X（东）', y: 'Y（北）', x2: '终点 X', y2: '终点 Y', roughness: '糙率', diameter: '管径', length: '管长', slope: '坡度', invert: '井底标高', fromInvert: '起点管底', toInvert: '终点管底', ground: '地面标高', depth: '井深', designFlow: '设计规模' },
  option: { snapMetres: '直接连接容差 m', searchMetres: '建议连接范围 m', bridgeMetres: '缺管推断长度 m', plantMetres: '厂站接入范围 m' },
  apply: '应用并重新拼接',
  finding: {
    snappedEnd: '线端已捕捉', namedEndFar: '登记端点过远', endJoinedToPipe: '线端落在管上', missingManhole: '缺检查井', pipeThroughManhole: '管线穿井未断', danglingEnd: '悬空端点', crossingWithoutManhole: '相交无井', duplicatePipe: '重复管段', duplicatePoint: '重复点',
    turned: '方向相反', uphill: '逆坡', cycle: '成环', noOutfall: '无出路片区', plantNotJoined: '厂站未接入', misjoined: '错接混接', diameterShrinks: '大管接小管', isolatedPoint: '孤立点', collapsed: '两端同点',
  },
  severity: { high: '严重', middle: '一般', low: '轻微' }, all: '全部',
  status: { open: '待定', fixed: '已修正', accepted: '属实保留', dismissed: '已排除' }, auto: '自动', noFix: '需现场核查，无法在桌面修正',
  act: { fix: '修正', accept: '属实', dismiss: '排除', reopen: '重开', fixAll: '修正全部 {n} 处', undo: '撤销上一步' },
  clean: '没有发现问题。', nothing: '没有符合条件的问题。', fit: '全图', map: '草稿地图，滚轮缩放，点击问题查看',
  diff: { first: '这是该管网的第一版。', base: '与第 {n} 版相比', added: '新增', removed: '移除', changed: '变更', same: '与现行版本相同。', more: '只列出前 {n} 项', take: '采用为第 {n} 版', confirm: '采用后，全市地图、追踪与预警立即使用新版本；旧版本仍可查阅。仍有 {open} 处待定问题。', confirmTake: '确认采用', cancel: '再看看', taken: '已采用为第 {n} 版', discard: '放弃草稿' },
  keptNone: '所有要素都在网中。', keptHint: '这些要素留在已存的原文件里，不会丢失。',
};
