/** Words of the pages on which data comes in by hand: files and laboratory results. */
export const access = {
  lacks: '{name}：您的角色没有此项权限。', signIn: '登录后操作', need: '修改需要密钥', key: '密钥', use: '使用', as: '身份：{name}', leave: '退出', unknown: '服务器不认识这个密钥。',
};

export const files = {
  title: '导入文件', drop: '把 CSV 或 TSV 文件拖到这里', choose: '选择文件', dropHint: '宽表和长表都可以；编码、分隔符与列的含义会先猜出来，由您核对后再导入。', another: '换一个文件',
  reading: '正在查看文件', inspectFailed: '未能看懂此文件：{why}。', about: '{encoding} · 分隔符 {delimiter} · {columns} 列', tab: '制表符',
  mapping: '列的含义', profile: '读取方案', guessed: '按内容猜测', fits: '已套用与此文件相符的方案“{name}”。', saveAs: '方案名称', nameHint: '小写字母、数字、连字符', save: '保存方案', saved: '已保存“{name}”第 {version} 版',
  layout: '布局', layouts: { wide: '宽表：每列一个参数', long: '长表：每行一个数值' }, time: '时间列', timeOfDay: '时刻列（可空）', format: '时间格式', zone: '时区', decimal: '小数点', thousands: '千位分隔', none: '无',
  asset: '整个文件的资产', assetColumn: '资产列', assetHint: '名称或编号', empty: '视为空的文字', emptyHint: '如 无 - 停测',
  column: '列', examples: '示例', quantity: '参数', unit: '单位', columnAsset: '资产', maximum: '上限', leaveOut: '不导入', value: '数值列', parameter: '参数列', flag: '标记列', names: '文件中的名称', addName: '添加名称', remove: '删除',
  doubt: { dayOrMonth: '日期可以读作“日/月”或“月/日”，请核对时间格式。', noTime: '没有找到时间列，请选择。', noAsset: '没有一列写明资产，请填写整个文件的资产，或逐列填写。', noQuantity: '有列的参数未能识别，请选择参数或不导入。', decimal: '数字里有千位分隔，请核对小数点与千位分隔。' },
  check: '试读', checking: '正在试读', take: '导入 {n} 个数值', taking: '正在导入', checkFailed: '未能试读：{why}。', takeFailed: '未能导入：{why}。已存入的不会丢失，重新导入只补其余。', checkFirst: '先试读：看清会存入什么、拒收哪些单元格，再导入。',
  report: '试读结果', result: '导入结果', rows: '{n} 行', good: '可导入 {n}', stored: '已存入 {n}', unchanged: '已有或重复 {n}', refused: '拒收 {n}', empties: '空 {n}', below: '低于检出限 {n}', span: '{from} 至 {to}',
  allGood: '没有拒收的单元格。', onlyRefused: '只看有拒收的行', shown: '显示 {n} 行', moreRefused: '另有 {n} 处未列出', row: '行', series: '将形成的序列', readings: '数值', range: '最小 – 最大', goTo: '查看曲线', cellRefused: '第 {row} 行 {column} 列：{why}',
  why: {
    notANumber: '“{text}”不是数字', decimalComma: '“{text}”用了小数逗号', aboveRange: '“{text}”只说明超出量程', badTime: '“{text}”不符合时间格式', missingTime: '缺少时间', future: '时间在未来', unknownAsset: '资产“{text}”不存在',
    missingAsset: '没有说明资产', unknownQuantity: '参数“{text}”未知', unknownUnit: '单位“{text}”不适用', unknownFlag: '标记“{text}”未知', cellCount: '有 {text} 个单元格，与表头不符', missingColumn: '文件里没有“{text}”这一列', sameSeries: '“{text}”与前面的列同属一个资产的同一参数，整列不导入；请另填资产或不导入',
  },
  history: '最近导入', historyNone: '还没有导入过文件。', state: { begun: '进行中', taken: '已导入', refused: '已拒收', interrupted: '中断' }, route: { upload: '页面', folder: '监视文件夹' },
};

export const laboratory = {
  title: '录入化验结果', asset: '资产', point: '采样点', pointHint: '如 总排口', at: '采样时间', sampler: '采样人', method: '方法', methodHint: '如 HJ 828', comment: '备注', results: '结果', quantity: '参数', value: '数值', valueHint: '数字，或 <0.05', unit: '单位', resultMethod: '方法（可空）',
  add: '添加参数', remove: '删除这一参数', enter: '录入 {n} 项', entering: '正在录入', kept: '已录入：{n} 项，第 {version} 版。', failed: '未能录入：{why}。', clear: '清空',
  below: '低于检出限，按检出限 {limit} 保存', list: '最近的样品', listNone: '还没有化验结果。录入后在此列出，更正与撤回都保留原记录。', correct: '更正', correcting: '更正 {at} 的样品：资产、时间与采样点不变，改好后重新录入。', withdraw: '撤回', withdrawn: '已撤回', confirm: '撤回 {asset} 在 {at} 的样品？数值保留并标为存疑。', yes: '撤回', no: '不撤回',
  version: '第 {n} 版', by: '{who} 录入于 {at}', sampled: '采样',
};
